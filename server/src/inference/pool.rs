//! Threads that do jobs from one bounded queue, several at a time.

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

/// Where jobs are handed in. The threads end when all clones are gone and every job is done.
pub(crate) struct Pool<I, O> {
    queue: Sender<Job<I, O>>,
    waiting: Arc<AtomicUsize>,
    capacity: usize,
}

/// The other end of a pool's queue: what threads are started with.
pub(crate) struct Workers<I, O> {
    queue: Receiver<Job<I, O>>,
    waiting: Arc<AtomicUsize>,
    /// Jobs are taken together until they are of this size.
    batch: usize,
}

/// Something to do, and whom to tell.
pub(crate) struct Job<I, O> {
    input: I,
    size: usize,
    since: Instant,
    reply: Reply<O>,
    /// Where the answer is waited for.
    runtime: Handle,
}

type Reply<O> = oneshot::Sender<Result<Answer<O>, String>>;

/// What came out of a job.
#[derive(Debug)]
pub(crate) struct Answer<O> {
    pub(crate) output: O,
    /// How long the job waited.
    pub(crate) queued: Duration,
    /// How long it took, with all that were done together.
    pub(crate) took: Duration,
}

/// Why there is no answer.
#[derive(Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Too much is waiting; the job was not accepted.
    Full,
    /// There are no threads.
    NoWorkers,
    /// The work failed or panicked.
    Failed(String),
}

impl<I, O> Pool<I, O> {
    /// A queue for jobs of at most `capacity` in size together, and what works it off.
    pub(crate) fn new(capacity: usize, batch: usize) -> (Self, Workers<I, O>) {
        // Bounded by size, below; a single job larger than the capacity still has its turn.
        let (sender, receiver) = unbounded();
        let waiting = Arc::<AtomicUsize>::default();
        let workers = Workers {
            queue: receiver,
            waiting: waiting.clone(),
            batch,
        };
        let pool = Self {
            queue: sender,
            waiting,
            capacity,
        };
        (pool, workers)
    }

    /// The size of all jobs that wait.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Does a job; whoever stops waiting takes it back, unless it has begun.
    ///
    /// # Errors
    /// At once if too much is waiting; later if the work fails.
    pub(crate) async fn run(&self, input: I, size: usize) -> Result<Answer<O>, Trouble> {
        self.reserve(size)?;
        let (reply, answer) = oneshot::channel();
        let job = Job {
            input,
            size,
            since: Instant::now(),
            reply,
            runtime: Handle::current(),
        };
        self.queue.try_send(job).map_err(|_| Trouble::NoWorkers)?;
        let answer = answer.await.map_err(|_| Trouble::NoWorkers)?;
        answer.map_err(Trouble::Failed)
    }

    fn reserve(&self, size: usize) -> Result<(), Trouble> {
        let more = |waiting: usize| {
            let fits = waiting == 0 || waiting + size <= self.capacity;
            fits.then_some(waiting + size)
        };
        let order = Ordering::Relaxed;
        let reserved = self.waiting.fetch_update(order, order, more);
        reserved.map(drop).map_err(|_| Trouble::Full)
    }
}

/// Without threads nobody works off what waits, and the channel keeps it as long as it can be sent to.
impl<I, O> Drop for Workers<I, O> {
    fn drop(&mut self) {
        self.queue.close();
        while self.queue.try_recv().is_ok() {}
    }
}

impl<I: Send + 'static, O: Send + 'static> Workers<I, O> {
    /// Starts `count` threads, each of which does the jobs it takes together with `work`: as many
    /// outputs as inputs, in order.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub(crate) fn start(
        self,
        name: &str,
        count: usize,
        work: impl Fn(&[&I]) -> Result<Vec<O>, String> + Send + Sync + 'static,
    ) -> io::Result<()> {
        let shared = Arc::new((self, work));
        for index in 0..count {
            let shared = shared.clone();
            let work_off = move || {
                let (workers, work) = &*shared;
                workers.work_off(work);
            };
            let thread = thread::Builder::new().name(format!("{name}-{index}"));
            thread.spawn(work_off)?;
        }
        Ok(())
    }

    fn work_off(&self, work: &impl Fn(&[&I]) -> Result<Vec<O>, String>) {
        // Sleeps until there is one: a channel that spins first takes the core from the connections.
        while let Ok(first) = self.queue.recv_blocking() {
            let mut jobs = self.take_with(first);
            // Nobody waits for them any more.
            jobs.retain(|job| !job.reply.is_closed());
            answer(jobs, work);
        }
    }

    /// This job and those that are there already.
    fn take_with(&self, first: Job<I, O>) -> Vec<Job<I, O>> {
        let mut size = first.size;
        let mut jobs = vec![first];
        while size < self.batch
            && let Ok(job) = self.queue.try_recv()
        {
            size += job.size;
            jobs.push(job);
        }
        self.waiting.fetch_sub(size, Ordering::Relaxed);
        jobs
    }
}

fn answer<I, O: Send + 'static>(
    jobs: Vec<Job<I, O>>,
    work: &impl Fn(&[&I]) -> Result<Vec<O>, String>,
) {
    let Some(runtime) = jobs.first().map(|job| job.runtime.clone()) else {
        return;
    };
    let start = Instant::now();
    let inputs: Vec<&I> = jobs.iter().map(|job| &job.input).collect();
    let outputs = contained(|| work(&inputs)).and_then(|outputs| {
        let is_whole = outputs.len() == inputs.len();
        is_whole
            .then_some(outputs)
            .ok_or_else(|| "not every job was answered".to_owned())
    });
    match outputs {
        Ok(outputs) => {
            let took = start.elapsed();
            let answers = jobs.into_iter().zip(outputs).map(|(job, output)| {
                let queued = start.duration_since(job.since);
                let answer = Answer {
                    output,
                    queued,
                    took,
                };
                (job.reply, answer)
            });
            tell(answers.collect(), &runtime);
        }
        Err(why) => fail(jobs, why, work),
    }
}

/// Hands the answers over where they are waited for: each one sent from here would wake a thread
/// there, which on a busy core means changing to it and back for each.
fn tell<O: Send + 'static>(answers: Vec<(Reply<O>, Answer<O>)>, runtime: &Handle) {
    let is_one = answers.len() == 1;
    let tell = move || {
        for (reply, answer) in answers {
            // Whoever asked may be gone.
            let _ = reply.send(Ok(answer));
        }
    };
    match is_one {
        true => tell(),
        false => drop(runtime.spawn(async move { tell() })),
    }
}

/// One client's job must not fail another's: those that were taken together are done again alone.
fn fail<I, O: Send + 'static>(
    mut jobs: Vec<Job<I, O>>,
    why: String,
    work: &impl Fn(&[&I]) -> Result<Vec<O>, String>,
) {
    if jobs.len() > 1 {
        return jobs.into_iter().for_each(|job| answer(vec![job], work));
    }
    if let Some(job) = jobs.pop() {
        // Whoever asked may be gone.
        let _ = job.reply.send(Err(why));
    }
}

/// A panic becomes an error, so that the thread lives on.
fn contained<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panic_message(&*panic)))
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without a message"))
}

#[cfg(test)]
mod tests;
