use super::{JobPool, PoolError, Workers};
use futures_util::FutureExt;
use futures_util::future::join_all;
use std::sync::mpsc;

type TestPool = (JobPool<u32, u32>, Workers<u32, u32>);

fn double(inputs: &[&u32]) -> Result<Vec<u32>, String> {
    Ok(inputs.iter().map(|input| *input * 2).collect())
}

#[tokio::test]
async fn every_job_gets_its_own_output() {
    let (pool, workers): TestPool = JobPool::new(100, 8);
    workers.start("test", 3, double).expect("threads");
    let jobs = (0..50).map(|input| pool.run(input, 1));
    let results = join_all(jobs).await;
    for (input, result) in (0..).zip(results) {
        assert_eq!(result.expect("an output").output, 2 * input);
    }
    assert_eq!(pool.queued(), 0);
}

#[tokio::test]
async fn queued_jobs_are_batched_up_to_the_limit() {
    let (pool, workers): TestPool = JobPool::new(100, 5);
    let jobs = (0..4).map(|input| pool.run(input, 2));
    let jobs = join_all(jobs);
    let (report, sizes) = mpsc::channel();
    let start = async {
        assert_eq!(pool.queued(), 8);
        let process = move |inputs: &[&u32]| {
            report
                .send(inputs.len())
                .map_err(|error| error.to_string())?;
            double(inputs)
        };
        workers.start("test", 1, process).expect("threads");
    };
    // Biased: the jobs are queued before the threads start.
    let (results, ()) = tokio::join!(biased; jobs, start);
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(sizes.try_iter().collect::<Vec<_>>(), [3, 1]);
}

#[tokio::test]
async fn a_full_queue_refuses_at_once() {
    let (pool, workers): TestPool = JobPool::new(10, 100);
    // An empty queue accepts a job larger than its capacity.
    let large = pool.run(1, 11);
    let small = async {
        assert_eq!(pool.run(2, 1).await.err(), Some(PoolError::QueueFull));
        workers.start("test", 1, double).expect("threads");
    };
    let (large, ()) = tokio::join!(biased; large, small);
    assert!(large.is_ok());
    assert!(pool.run(3, 1).await.is_ok());
}

#[tokio::test]
async fn a_failing_job_fails_alone() {
    let (pool, workers): TestPool = JobPool::new(100, 100);
    let process = |inputs: &[&u32]| {
        assert!(!inputs.contains(&&13), "unlucky");
        if inputs.contains(&&7) {
            return Err("seven".to_owned());
        }
        double(inputs)
    };
    let jobs = [1, 7, 13, 4].map(|input| pool.run(input, 1));
    let jobs = join_all(jobs);
    let start = async { workers.start("test", 1, process).expect("threads") };
    let (results, ()) = tokio::join!(biased; jobs, start);
    let outputs: Vec<_> = results
        .into_iter()
        .map(|result| result.map(|completed| completed.output))
        .collect();
    let failed = |cause: &str| Err(PoolError::Failed(cause.to_owned()));
    let expected = [Ok(2), failed("seven"), failed("panicked: unlucky"), Ok(8)];
    assert_eq!(outputs, expected);
}

#[tokio::test]
async fn a_missing_output_is_a_failure() {
    let (pool, workers): TestPool = JobPool::new(10, 1);
    workers
        .start("test", 1, |_| Ok(Vec::new()))
        .expect("threads");
    assert!(matches!(pool.run(1, 1).await, Err(PoolError::Failed(_))));
}

#[tokio::test]
async fn without_threads_jobs_fail() {
    let (pool, workers): TestPool = JobPool::new(10, 1);
    let job = pool.run(1, 1);
    let (result, ()) = tokio::join!(biased; job, async { drop(workers) });
    assert_eq!(result.err(), Some(PoolError::NoWorkers));
    assert_eq!(pool.run(2, 1).await.err(), Some(PoolError::NoWorkers));
}

#[tokio::test]
async fn canceled_jobs_are_skipped() {
    let (pool, workers): TestPool = JobPool::new(10, 1);
    assert!(pool.run(1, 1).now_or_never().is_none());
    let (report, done) = mpsc::channel();
    let process = move |inputs: &[&u32]| {
        report.send(*inputs[0]).map_err(|error| error.to_string())?;
        double(inputs)
    };
    workers.start("test", 1, process).expect("threads");
    assert!(pool.run(2, 1).await.is_ok());
    assert_eq!(done.try_iter().collect::<Vec<_>>(), [2]);
}
