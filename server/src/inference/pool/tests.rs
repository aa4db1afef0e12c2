use super::{Pool, Trouble, Workers};
use futures_util::FutureExt;
use futures_util::future::join_all;
use std::sync::mpsc;

type Numbers = (Pool<u32, u32>, Workers<u32, u32>);

fn double(inputs: &[&u32]) -> Result<Vec<u32>, String> {
    Ok(inputs.iter().map(|input| *input * 2).collect())
}

#[tokio::test]
async fn every_job_gets_its_own_answer() {
    let (pool, workers): Numbers = Pool::new(100, 8);
    workers.start("test", 3, double).expect("threads");
    let answers = (0..50).map(|input| pool.run(input, 1));
    let answers = join_all(answers).await;
    for (input, answer) in (0..).zip(answers) {
        assert_eq!(answer.expect("an answer").output, 2 * input);
    }
    assert_eq!(pool.waiting(), 0);
}

#[tokio::test]
async fn what_is_there_is_done_together_up_to_the_limit() {
    let (pool, workers): Numbers = Pool::new(100, 5);
    let waiting = (0..4).map(|input| pool.run(input, 2));
    let waiting = join_all(waiting);
    let (report, sizes) = mpsc::channel();
    let start = async {
        assert_eq!(pool.waiting(), 8);
        let work = move |inputs: &[&u32]| {
            report
                .send(inputs.len())
                .map_err(|error| error.to_string())?;
            double(inputs)
        };
        workers.start("test", 1, work).expect("threads");
    };
    // In this order: the jobs are handed in before there are threads.
    let (answers, ()) = tokio::join!(biased; waiting, start);
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(sizes.try_iter().collect::<Vec<_>>(), [3, 1]);
}

#[tokio::test]
async fn too_much_is_refused_at_once() {
    let (pool, workers): Numbers = Pool::new(10, 100);
    // Alone it may be larger than everything that may wait.
    let large = pool.run(1, 11);
    let small = async {
        assert_eq!(pool.run(2, 1).await.err(), Some(Trouble::Full));
        workers.start("test", 1, double).expect("threads");
    };
    let (large, ()) = tokio::join!(biased; large, small);
    assert!(large.is_ok());
    assert!(pool.run(3, 1).await.is_ok());
}

#[tokio::test]
async fn one_job_that_fails_fails_alone() {
    let (pool, workers): Numbers = Pool::new(100, 100);
    let work = |inputs: &[&u32]| {
        assert!(!inputs.contains(&&13), "unlucky");
        match inputs.contains(&&7) {
            true => Err("seven".to_owned()),
            false => double(inputs),
        }
    };
    let jobs = [1, 7, 13, 4].map(|input| pool.run(input, 1));
    let jobs = join_all(jobs);
    let start = async { workers.start("test", 1, work).expect("threads") };
    let (answers, ()) = tokio::join!(biased; jobs, start);
    let told: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.map(|answer| answer.output))
        .collect();
    let failed = |why: &str| Err(Trouble::Failed(why.to_owned()));
    let expected = [Ok(2), failed("seven"), failed("panicked: unlucky"), Ok(8)];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn answers_that_are_missing_are_a_failure() {
    let (pool, workers): Numbers = Pool::new(10, 1);
    workers
        .start("test", 1, |_| Ok(Vec::new()))
        .expect("threads");
    assert!(matches!(pool.run(1, 1).await, Err(Trouble::Failed(_))));
}

#[tokio::test]
async fn without_threads_there_is_no_answer() {
    let (pool, workers): Numbers = Pool::new(10, 1);
    let waiting = pool.run(1, 1);
    let (waiting, ()) = tokio::join!(biased; waiting, async { drop(workers) });
    assert_eq!(waiting.err(), Some(Trouble::NoWorkers));
    assert_eq!(pool.run(2, 1).await.err(), Some(Trouble::NoWorkers));
}

#[tokio::test]
async fn jobs_that_nobody_waits_for_are_not_done() {
    let (pool, workers): Numbers = Pool::new(10, 1);
    assert!(pool.run(1, 1).now_or_never().is_none());
    let (report, done) = mpsc::channel();
    let work = move |inputs: &[&u32]| {
        report.send(*inputs[0]).map_err(|error| error.to_string())?;
        double(inputs)
    };
    workers.start("test", 1, work).expect("threads");
    assert!(pool.run(2, 1).await.is_ok());
    assert_eq!(done.try_iter().collect::<Vec<_>>(), [2]);
}
