//! `/api/recognize`: pictures to numbers. The fake classifier reads every digit as 0 or 1.

use crate::drawn_pictures::{digits, file, side_by_side};
use crate::test_server::{BYTES, TestServer, assert_problem, json};
use image::{GrayImage, ImageFormat, Luma};
use serde_json::Value;

const FORMATS: [(ImageFormat, &str); 5] = [
    (ImageFormat::Png, "image/png"),
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::Bmp, "image/bmp"),
    (ImageFormat::Gif, "image/gif"),
    (ImageFormat::WebP, "image/webp"),
];

/// Two bars, x from 20 to 30 and from 60 to 70, y from 10 to 50 pixels.
fn bars() -> GrayImage {
    GrayImage::from_fn(90, 60, |x, y| {
        let is_ink = (20..30).contains(&x) || (60..70).contains(&x);
        Luma([if is_ink && (10..50).contains(&y) {
            10
        } else {
            240
        }])
    })
}

fn form(field: &[u8]) -> Vec<u8> {
    let head =
        "--edge\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n";
    [head.as_bytes(), field, b"\r\n--edge--\r\n"].concat()
}

const FORM: &str = "multipart/form-data; boundary=edge";

#[tokio::test]
async fn every_format_is_read_under_any_media_type() {
    let server = TestServer::start();
    for (format, kind) in FORMATS {
        let picture = file(bars(), format);
        let bodies = [
            (kind, picture.clone()),
            (BYTES, picture.clone()),
            ("", picture.clone()),
            (FORM, form(&picture)),
        ];
        for (kind, body) in bodies {
            let answer = json(&server.post("/api/recognize", kind, body).await);
            assert_eq!(answer["number"], "00", "{format:?} {kind}: {answer}");
            assert_eq!(answer["rejected"], false, "{format:?} {kind}");
        }
    }
}

/// Form with these fields: the head after the name, and the content.
fn fields(fields: &[(&str, &[u8])]) -> Vec<u8> {
    let field = |(head, content): &(&str, &[u8])| {
        let head = format!("--edge\r\ncontent-disposition: form-data; name={head}\r\n\r\n");
        [head.as_bytes(), *content, b"\r\n"].concat()
    };
    let mut form: Vec<u8> = fields.iter().flat_map(field).collect();
    form.extend(b"--edge--\r\n");
    form
}

#[tokio::test]
async fn the_picture_of_a_form_may_follow_other_fields() {
    let server = TestServer::start();
    let picture = &file(bars(), ImageFormat::Png)[..];
    let text = ("token", &b"0123456789abcdef"[..]);
    let empty = (
        "photo; filename=\"\"\r\ncontent-type: application/octet-stream",
        &b""[..],
    );
    let json = (
        "meta; filename=\"a.json\"\r\ncontent-type: application/json",
        &b"{}"[..],
    );
    let typed = (
        "scan; filename=\"a.png\"\r\ncontent-type: image/png",
        picture,
    );
    let untyped = ("file; filename=\"a.png\"", picture);
    let blob = (
        "x; filename=\"blob\"\r\ncontent-type: application/octet-stream",
        picture,
    );
    let named = ("picture", picture);
    let cases: [&[(&str, &[u8])]; 8] = [
        &[text, typed],
        &[text, untyped],
        &[text, blob, text],
        &[text, named],
        &[empty, typed],
        &[json, untyped],
        &[json, text, empty, typed],
        &[("anything", picture)],
    ];
    for form in cases {
        let answer = server.post("/api/recognize", FORM, fields(form)).await;
        let heads: Vec<_> = form.iter().map(|(head, _)| head).collect();
        assert_eq!(answer.status(), 200, "{heads:?}: {}", answer.body());
        assert_eq!(
            crate::test_server::json(&answer)["number"],
            "00",
            "{heads:?}"
        );
    }
    let none = server.post("/api/recognize", FORM, fields(&[empty])).await;
    assert_problem(&none, 400);
    assert!(none.body().contains("this one has none"), "{}", none.body());
    assert_problem(
        &server.post("/api/recognize", FORM, fields(&[text])).await,
        415,
    );
}

#[tokio::test]
async fn light_ink_on_a_dark_background_is_the_same_number() {
    let server = TestServer::start();
    let mut negative = bars();
    image::imageops::invert(&mut negative);
    let read = async |picture| {
        let body = file(picture, ImageFormat::Png);
        let mut answer = json(&server.post("/api/recognize", "image/png", body).await);
        answer["timings"].take();
        answer
    };
    assert_eq!(read(bars()).await, read(negative).await);
}

#[tokio::test]
async fn digits_have_their_bounds_in_the_picture() {
    let server = TestServer::start();
    let large = image::imageops::resize(&bars(), 1800, 1200, image::imageops::FilterType::Nearest);
    for (picture, scale) in [(bars(), 1.0), (large, 20.0)] {
        let body = file(picture, ImageFormat::Png);
        let answer = json(&server.post("/api/recognize", "image/png", body).await);
        let lefts = [20.0, 60.0];
        for (digit, left) in answer["digits"]
            .as_array()
            .expect("an array")
            .iter()
            .zip(lefts)
        {
            let bounds = ["x", "y", "width", "height"].map(|key| digit["bounds"][key].as_f64());
            let expected = [left, 10.0, 10.0, 40.0].map(|it| it * scale);
            for (found, expected) in bounds.into_iter().zip(expected) {
                let found = found.expect("a number");
                assert!(
                    (found - expected).abs() <= 0.2 * scale,
                    "{found} {expected}"
                );
            }
            let probabilities = digit["probabilities"].as_array().expect("an array");
            assert_eq!(probabilities.len(), 10);
        }
        assert_eq!(answer["digits"].as_array().map(Vec::len), Some(2));
    }
}

#[tokio::test]
async fn blank_pictures_are_rejected_as_blank() {
    let server = TestServer::start();
    for shade in [0, 128, 255] {
        let picture = GrayImage::from_pixel(40, 30, Luma([shade]));
        let body = file(picture, ImageFormat::Png);
        let answer = json(&server.post("/api/recognize", "image/png", body).await);
        assert_eq!(answer["number"], Value::Null);
        assert_eq!(
            (&answer["rejected"], &answer["reason"]),
            (&true.into(), &"blank".into())
        );
        assert_eq!(answer["digits"].as_array().map(Vec::len), Some(0));
    }
    assert_eq!(server.counter("inkling_batch_images_count").await, 0);
}

#[tokio::test]
async fn too_many_digits_are_rejected() {
    let server = TestServer::start();
    let image = &digits()[1].1;
    let body = file(side_by_side(&[image; 13]), ImageFormat::Png);
    let answer = json(&server.post("/api/recognize", "image/png", body).await);
    assert_eq!(
        (&answer["rejected"], &answer["reason"]),
        (&true.into(), &"not_a_digit".into())
    );
}

/// Rectangles of ink (left, top, width, height) on a white sheet.
fn sheet(ink: &[[u32; 4]]) -> GrayImage {
    let is_ink = |x, y| {
        let inside = |&[left, top, width, height]: &[u32; 4]| {
            (left..left + width).contains(&x) && (top..top + height).contains(&y)
        };
        ink.iter().any(inside)
    };
    GrayImage::from_fn(240, 240, |x, y| Luma([if is_ink(x, y) { 10 } else { 240 }]))
}

#[tokio::test]
async fn signs_and_rows_are_no_whole_number() {
    let server = TestServer::start();
    let (left, right) = ([40, 40, 10, 60], [110, 40, 10, 60]);
    let (below, below_right) = ([60, 130, 10, 60], [130, 130, 10, 60]);
    let dash = [60, 66, 36, 9];
    type Case<'a> = (&'a [[u32; 4]], &'a str, &'a str, &'a str, &'a [&'a str]);
    let cases: [Case; 6] = [
        (&[left, right], "", "00", "", &["00"]),
        (
            &[left, [75, 90, 11, 11], right],
            "not_a_whole_number",
            "0.0",
            ".",
            &["0.0"],
        ),
        (
            &[left, dash, right],
            "not_a_whole_number",
            "0-0",
            "-",
            &["0-0"],
        ),
        (
            &[left, right, [75, 90, 11, 11], [75, 55, 11, 11]],
            "not_a_whole_number",
            "0:0",
            ":",
            &["0:0"],
        ),
        (
            &[left, right, below, below_right],
            "several_rows",
            "00 00",
            "",
            &["00", "00"],
        ),
        (
            &[left, right, below, [80, 156, 36, 9], below_right],
            "several_rows",
            "00 0-0",
            "-",
            &["00", "0-0"],
        ),
    ];
    for (ink, reason, number, signs, rows) in cases {
        let body = file(sheet(ink), ImageFormat::Png);
        let answer = json(&server.post("/api/recognize", "image/png", body).await);
        assert_eq!(answer["number"], number, "{answer}");
        assert_eq!(answer["rejected"], !reason.is_empty(), "{answer}");
        assert_eq!(
            answer["reason"].as_str().unwrap_or_default(),
            reason,
            "{answer}"
        );
        let list = |field: &str, key: &str| -> Vec<String> {
            let values = answer[field].as_array().expect("an array").iter();
            values
                .map(|value| value[key].as_str().expect("a text").to_owned())
                .collect()
        };
        assert_eq!(list("signs", "sign").concat(), signs, "{answer}");
        assert_eq!(list("rows", "number"), rows, "{answer}");
    }
}

#[tokio::test]
async fn a_sheet_of_dots_is_answered() {
    let server = TestServer::start();
    let dots = GrayImage::from_fn(300, 300, |x, y| {
        let is_frame = x == 2 || y == 2 || x == 297 || y == 297;
        Luma([if is_frame || (x % 2 == 0 && y % 2 == 0) {
            0
        } else {
            255
        }])
    });
    let body = file(dots, ImageFormat::Png);
    let answer = server.post("/api/recognize", "image/png", body).await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn invalid_requests_get_a_problem() {
    let change = |options: &mut server::ServerOptions| options.limits.pixels = 90 * 60 - 1;
    let strict = TestServer::with(change, crate::fake_classifier::FakeClassifier);
    let png = file(bars(), ImageFormat::Png);
    let body = png.clone();
    assert_problem(&strict.post("/api/recognize", "image/png", body).await, 413);

    let server = TestServer::start();
    let half = png[..png.len() / 2].to_vec();
    let two = form(b"this is no picture");
    let cases: [(&str, Vec<u8>, u16); 10] = [
        ("image/png", Vec::new(), 415),
        ("image/png", b"this is no picture".into(), 415),
        ("image/png", half, 422),
        ("application/json", b"{}".into(), 415),
        ("text/plain", png.clone(), 415),
        ("multipart/form-data", form(&png), 400),
        (FORM, Vec::new(), 400),
        (FORM, b"--edge--\r\n".into(), 400),
        (FORM, form(&png)[..80].into(), 400),
        (FORM, two, 415),
    ];
    for (kind, body, status) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(30)]).into_owned();
        let response = server.post("/api/recognize", kind, body).await;
        assert_eq!(response.status(), status, "{kind} {shown}");
        assert_problem(&response, status);
    }
}

/// Foreign formats and cut files get a sentence that names what they are and what to do.
#[tokio::test]
async fn files_that_cannot_be_read_are_named() {
    let server = TestServer::start();
    let jpeg = file(bars(), ImageFormat::Jpeg);
    let cases: [(&[u8], u16, [&str; 2]); 5] = [
        (
            &jpeg[..jpeg.len() - 2],
            422,
            ["damaged or incomplete", "send the whole file"],
        ),
        (
            &jpeg[..jpeg.len() / 2],
            422,
            ["damaged or incomplete", "send the whole file"],
        ),
        (
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            415,
            ["HEIC", "convert it to PNG or JPEG"],
        ),
        (
            b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
            415,
            ["AVIF", "convert it to PNG or JPEG"],
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
            415,
            ["Git LFS pointer", "git lfs pull"],
        ),
    ];
    for (body, status, sentences) in cases {
        let response = server
            .post("/api/recognize", "image/jpeg", body.to_vec())
            .await;
        assert_eq!(response.status(), status, "{sentences:?}");
        for sentence in sentences {
            let body = response.body();
            assert!(body.contains(sentence), "{sentence}: {body}");
        }
    }
}
