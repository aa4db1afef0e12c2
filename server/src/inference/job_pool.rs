//! Thread pool with one bounded request queue and batching.

use async_channel::{Receiver, Sender, unbounded};
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Submitting half of a pool. Once it is dropped, the threads finish the queued jobs and exit.
pub(crate) struct JobPool<I, O> {
    queue: Sender<Job<I, O>>,
    queued: Arc<AtomicUsize>,
    capacity: usize,
}

/// Working half of a pool, from which its threads are started.
pub(crate) struct Workers<I, O> {
    queue: Receiver<Job<I, O>>,
    queued: Arc<AtomicUsize>,
    /// Size at which a batch takes no further job.
    batch: usize,
}

/// Queued request with its reply channel.
pub(crate) struct Job<I, O> {
    input: I,
    size: usize,
    enqueued: Instant,
    reply: ReplySender<O>,
    /// Runtime of the task that waits for the reply.
    runtime: Handle,
}

type ReplySender<O> = oneshot::Sender<Result<Completed<O>, String>>;

/// Output of a job, with its times.
#[derive(Debug)]
pub(crate) struct Completed<O> {
    pub(crate) output: O,
    /// Time in the queue.
    pub(crate) queued: Duration,
    /// Processing time of the whole batch.
    pub(crate) duration: Duration,
}

/// Reason why a job has no output.
#[derive(Debug, PartialEq)]
pub(crate) enum PoolError {
    /// The queue is full; the job was not accepted.
    QueueFull,
    /// The pool has no threads.
    NoWorkers,
    /// Processing failed or panicked.
    Failed(String),
}

impl<I, O> JobPool<I, O> {
    /// Pool whose queue holds jobs up to `capacity` in total size, without threads yet.
    pub(crate) fn new(capacity: usize, batch: usize) -> (Self, Workers<I, O>) {
        // Bounded by `reserve`: a single job larger than the capacity is accepted by an empty queue.
        let (sender, receiver) = unbounded();
        let queued = Arc::<AtomicUsize>::default();
        let workers = Workers {
            queue: receiver,
            queued: queued.clone(),
            batch,
        };
        let pool = Self {
            queue: sender,
            queued,
            capacity,
        };
        (pool, workers)
    }

    /// Total size of the queued jobs.
    pub(crate) fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }

    /// Queues a job and waits for its output; dropping the future cancels a job that has not begun.
    ///
    /// # Errors
    /// At once if the queue is full; later if processing fails.
    pub(crate) async fn run(&self, input: I, size: usize) -> Result<Completed<O>, PoolError> {
        self.reserve(size)?;
        let (reply, receiver) = oneshot::channel();
        let job = Job {
            input,
            size,
            enqueued: Instant::now(),
            reply,
            runtime: Handle::current(),
        };
        self.queue.try_send(job).map_err(|_| PoolError::NoWorkers)?;
        let reply = receiver.await.map_err(|_| PoolError::NoWorkers)?;
        reply.map_err(PoolError::Failed)
    }

    fn reserve(&self, size: usize) -> Result<(), PoolError> {
        let add = |queued: usize| {
            let fits = queued == 0 || queued + size <= self.capacity;
            fits.then_some(queued + size)
        };
        let order = Ordering::Relaxed;
        let reserved = self.queued.fetch_update(order, order, add);
        reserved.map(drop).map_err(|_| PoolError::QueueFull)
    }
}

/// Drops the queued jobs, whose reply channels then close: the channel would otherwise keep them as
/// long as the pool lives.
impl<I, O> Drop for Workers<I, O> {
    fn drop(&mut self) {
        self.queue.close();
        while self.queue.try_recv().is_ok() {}
    }
}

impl<I: Send + 'static, O: Send + 'static> Workers<I, O> {
    /// Starts `count` threads that pass batches of inputs to `process`, which returns one output
    /// per input, in order.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub(crate) fn start(
        self,
        name: &str,
        count: usize,
        process: impl Fn(&[&I]) -> Result<Vec<O>, String> + Send + Sync + 'static,
    ) -> io::Result<()> {
        let shared = Arc::new((self, process));
        for index in 0..count {
            let shared = shared.clone();
            let run = move || {
                let (workers, process) = &*shared;
                workers.run(process);
            };
            let thread = thread::Builder::new().name(format!("{name}-{index}"));
            thread.spawn(run)?;
        }
        Ok(())
    }

    fn run(&self, process: &impl Fn(&[&I]) -> Result<Vec<O>, String>) {
        // Blocks without spinning: a spinning thread takes the core from the connections.
        while let Ok(first) = self.queue.recv_blocking() {
            let mut batch = self.fill_batch(first);
            // Drops canceled jobs.
            batch.retain(|job| !job.reply.is_closed());
            process_batch(batch, process);
        }
    }

    /// Batch of this job and the jobs queued behind it; does not wait for further ones.
    fn fill_batch(&self, first: Job<I, O>) -> Vec<Job<I, O>> {
        let mut size = first.size;
        let mut jobs = vec![first];
        while size < self.batch
            && let Ok(job) = self.queue.try_recv()
        {
            size += job.size;
            jobs.push(job);
        }
        self.queued.fetch_sub(size, Ordering::Relaxed);
        jobs
    }
}

fn process_batch<I, O: Send + 'static>(
    jobs: Vec<Job<I, O>>,
    process: &impl Fn(&[&I]) -> Result<Vec<O>, String>,
) {
    let Some(runtime) = jobs.first().map(|job| job.runtime.clone()) else {
        return;
    };
    let start = Instant::now();
    let inputs: Vec<&I> = jobs.iter().map(|job| &job.input).collect();
    let outputs = catch_panic(|| process(&inputs)).and_then(|outputs| {
        let is_complete = outputs.len() == inputs.len();
        is_complete
            .then_some(outputs)
            .ok_or_else(|| "a job has no output".to_owned())
    });
    match outputs {
        Ok(outputs) => {
            let duration = start.elapsed();
            let replies = jobs.into_iter().zip(outputs).map(|(job, output)| {
                let completed = Completed {
                    output,
                    queued: start.duration_since(job.enqueued),
                    duration,
                };
                (job.reply, completed)
            });
            send_replies(replies.collect(), &runtime);
        }
        Err(cause) => retry_individually(jobs, cause, process),
    }
}

/// Sends the replies of a batch from the runtime: each one sent from this thread would wake a
/// runtime thread, which on a busy core costs two context switches per reply.
fn send_replies<O: Send + 'static>(replies: Vec<(ReplySender<O>, Completed<O>)>, runtime: &Handle) {
    let is_single = replies.len() == 1;
    let send = move || {
        for (reply, completed) in replies {
            // An error means that the request was canceled.
            let _ = reply.send(Ok(completed));
        }
    };
    if is_single {
        send();
    } else {
        runtime.spawn(async move { send() });
    }
}

/// Runs the jobs of a failed batch one by one, so that one client's input cannot fail another's.
fn retry_individually<I, O: Send + 'static>(
    mut jobs: Vec<Job<I, O>>,
    cause: String,
    process: &impl Fn(&[&I]) -> Result<Vec<O>, String>,
) {
    if jobs.len() > 1 {
        for job in jobs {
            process_batch(vec![job], process);
        }
        return;
    }
    if let Some(job) = jobs.pop() {
        // An error means that the request was canceled.
        let _ = job.reply.send(Err(cause));
    }
}

/// Converts a panic into an error, so that the thread survives.
fn catch_panic<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panic_message(&*panic)))
}

/// Message of a panic payload.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without a message"))
}

#[cfg(test)]
mod tests;
