//! Memory of pictures that are decoded at once.

use crate::drawn_pictures::file;
use crate::fake_classifier::{FakeClassifier, digit_image};
use crate::test_server::{BYTES, TestServer, assert_problem, header, json};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use server::ServerOptions;
use std::io::Cursor;
use std::time::Duration;

/// Memory of the server in bytes: for one of the large pictures, and for small ones beside it.
const MEMORY: usize = 96 << 20;

/// Picture of one bar with this side in pixels.
fn bar(side: u32) -> GrayImage {
    GrayImage::from_fn(side, side, |x, y| {
        let is_ink = (45..55).contains(&(100 * x / side)) && (10..90).contains(&(100 * y / side));
        Luma([if is_ink { 0 } else { 255 }])
    })
}

fn limited(options: &mut ServerOptions) {
    options.inference.workers = Some(4);
    options.inference.picture_queue = 4;
    options.limits.picture_memory = Some(MEMORY);
    // Pictures that wait must not be refused because the machine is busy.
    options.limits.request_timeout = Duration::from_secs(300);
}

#[tokio::test]
async fn many_large_pictures_stay_within_the_memory_and_small_ones_are_read() {
    let server = TestServer::with(limited, FakeClassifier);
    let large = file(bar(1100), ImageFormat::Png);
    let small = file(bar(90), ImageFormat::Png);
    let is_done = std::cell::Cell::new(false);
    let requests = async {
        let mut answers = Vec::new();
        let mut open = futures_util::stream::FuturesUnordered::new();
        for _ in 0..12 {
            open.push(server.post("/api/recognize", "image/png", large.clone()));
        }
        while let Some(answer) = futures_util::StreamExt::next(&mut open).await {
            answers.push(answer);
        }
        is_done.set(true);
        answers
    };
    let small_requests = async {
        let mut count = 0;
        while !is_done.get() {
            let digit = server.post("/api/predict", BYTES, digit_image(7)).await;
            assert_eq!(digit.status(), 200);
            let picture = server.post("/api/recognize", "image/png", small.clone());
            let picture = picture.await;
            assert_eq!(picture.status(), 200, "{}", picture.body());
            assert!(server.counter("inkling_picture_bytes").await <= MEMORY);
            count += 1;
        }
        count
    };
    let (answers, count) = tokio::join!(requests, small_requests);
    assert!(count > 0);
    let mut refused = 0;
    for answer in &answers {
        if answer.status() == 503 {
            assert_problem(answer, 503);
            assert_eq!(header(answer, "retry-after"), "1");
            refused += 1;
        } else {
            assert_eq!(json(answer)["number"], "0", "{}", answer.body());
        }
    }
    // One is decoded, and four wait.
    assert!(answers.len() == 12 && refused <= 12 - 5, "{refused}");
    assert_eq!(server.counter("inkling_refused_total").await, refused);
    assert_eq!(server.counter("inkling_picture_bytes").await, 0);
    assert_eq!(server.counter("inkling_body_bytes").await, 0);
}

#[tokio::test]
async fn a_picture_that_can_never_fit_is_refused_with_the_remedy() {
    let change = |options: &mut ServerOptions| options.limits.picture_memory = Some(1 << 20);
    let server = TestServer::with(change, FakeClassifier);
    let mut deep = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgba16(500, 500);
    picture
        .write_to(&mut deep, ImageFormat::Png)
        .expect("an encoder");
    let answer = server.post("/api/recognize", "image/png", deep.into_inner());
    let answer = answer.await;
    assert_problem(&answer, 413);
    assert!(answer.body().contains("fewer pixels"), "{}", answer.body());
}
