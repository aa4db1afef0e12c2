//! A computer's camera is looked through, and what it sees is read.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;
use fantoccini::key::Key;

const DIALOG: &str = "[data-testid=camera][open]";

/// A camera that sees a line of ink, and counts those who look.
const CAMERA: &str = "
    const sheet = document.createElement('canvas');
    [sheet.width, sheet.height] = [320, 240];
    const paper = sheet.getContext('2d');
    const paint = () => {
        paper.fillStyle = '#eee';
        paper.fillRect(0, 0, 320, 240);
        paper.fillStyle = '#222';
        paper.fillRect(155, 50, 12, 140);
    };
    paint();
    setInterval(paint, 50);
    window.streams = [];
    MediaDevices.prototype.getUserMedia = async () => {
        const stream = sheet.captureStream(20);
        streams.push(stream);
        return stream;
    };";

/// A size is known before there is anything to see.
const SHOWS: &str = "(({ readyState, videoWidth }) =>
    readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && videoWidth === 320)(
    document.querySelector('[data-testid=camera] video'))";
const STOPPED: &str = "streams.every((stream) =>
    stream.getTracks().every((track) => track.readyState === 'ended'))";

async fn open(page: &Page) -> Result<()> {
    page.click("Camera").await?;
    page.wait_for(DIALOG).await?;
    Ok(())
}

/// Opens the dialog with the camera that sees a line.
pub(crate) async fn show(page: &Page) -> Result<()> {
    page.client().execute(CAMERA, vec![]).await?;
    open(page).await?;
    page.wait_until(SHOWS).await
}

/// Opens the dialog on a computer that has no camera.
pub(crate) async fn show_none(page: &Page) -> Result<()> {
    refuse(page, "NotFoundError").await?;
    open(page).await?;
    page.wait_for("[data-testid=camera] [role=alert]:not(:empty)")
        .await?;
    Ok(())
}

async fn refuse(page: &Page, error: &str) -> Result<()> {
    let refuse = format!(
        "void (MediaDevices.prototype.getUserMedia = async () => {{
            throw new DOMException('', '{error}');
        }})"
    );
    page.evaluate(&refuse).await?;
    Ok(())
}

#[tokio::test]
async fn what_the_camera_sees_is_read() -> Result<()> {
    visit(async |page, _| {
        page.run_first(CAMERA).await?;
        page.open().await?;
        open(page).await?;
        page.wait_until(SHOWS).await?;
        page.click("Take picture").await?;
        page.wait_for_no(DIALOG).await?;
        assert_eq!(page.answer_in("ready").await?.number, "1");
        page.wait_until(STOPPED).await?;
        page.wait_for("[data-testid=history-item][title='photograph.png']")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_camera_that_is_left_is_stopped() -> Result<()> {
    visit(async |page, _| {
        page.run_first(CAMERA).await?;
        page.open().await?;
        open(page).await?;
        page.wait_until(SHOWS).await?;
        page.press(Key::Escape).await?;
        page.wait_for_no(DIALOG).await?;
        page.wait_until(STOPPED).await
    })
    .await
}

#[tokio::test]
async fn a_camera_that_cannot_be_had_is_told_and_tried_again() -> Result<()> {
    let cases = [
        ("NotFoundError", "No camera was found"),
        ("NotAllowedError", "is not allowed"),
        ("NotReadableError", "Another program"),
    ];
    visit(async |page, _| {
        page.run_first(CAMERA).await?;
        page.open().await?;
        page.evaluate("void (window.camera = MediaDevices.prototype.getUserMedia)")
            .await?;
        for (name, expected) in cases {
            refuse(page, name).await?;
            open(page).await?;
            page.wait_for_text("[data-testid=camera] [role=alert]", expected)
                .await?;
            page.evaluate("void (MediaDevices.prototype.getUserMedia = camera)")
                .await?;
            page.click("Try again").await?;
            page.wait_until(SHOWS).await?;
            page.click("Close camera").await?;
            page.wait_for_no(DIALOG).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn policies_let_the_page_have_the_camera() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        open(page).await?;
        let video = "document.querySelector('[data-testid=camera] video')";
        page.wait_until(&format!("{video}.videoWidth > 0")).await?;
        page.click("Close camera").await?;
        page.wait_until(&format!("{video}.srcObject === null"))
            .await
    })
    .await
}
