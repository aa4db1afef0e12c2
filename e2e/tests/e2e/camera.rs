//! Photographs by a computer's camera.

use crate::visit::{Setup, visit, visit_with};
use anyhow::Result;
use e2e::Page;
use fantoccini::key::Key;

const DIALOG: &str = "[data-testid=camera][open]";
const ALERT: &str = "[data-testid=camera] [role=alert]";
const VIDEO: &str = "document.querySelector('[data-testid=camera] video')";

/// Fake camera that shows a line of ink and counts its streams.
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

/// Whether the video has a frame: its size alone is known earlier.
const SHOWS: &str = "(({ readyState, videoWidth }) =>
    readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && videoWidth === 320)(
    document.querySelector('[data-testid=camera] video'))";
const IS_STOPPED: &str = "streams.every((stream) =>
    stream.getTracks().every((track) => track.readyState === 'ended'))";

async fn open_dialog(page: &Page) -> Result<()> {
    page.click("Camera").await?;
    page.wait_for(DIALOG).await?;
    Ok(())
}

async fn open_dialog_with_video(page: &Page) -> Result<()> {
    open_dialog(page).await?;
    page.wait_until(SHOWS).await
}

/// Opens the dialog with the fake camera.
pub(crate) async fn open_fake(page: &Page) -> Result<()> {
    page.client().execute(CAMERA, vec![]).await?;
    open_dialog_with_video(page).await
}

/// Opens the dialog as on a computer without a camera.
pub(crate) async fn open_missing(page: &Page) -> Result<()> {
    refuse(page, "NotFoundError").await?;
    open_dialog(page).await?;
    page.wait_for(&format!("{ALERT}:not(:empty)")).await?;
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

/// Gives empty frames first, as WebKit does.
const EMPTY_FRAMES: &str = "
    let empty = 3;
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (image, ...place) {
        if (!(image instanceof HTMLVideoElement && empty-- > 0)) draw.call(this, image, ...place);
    };";

#[test]
fn a_photograph_is_read_although_the_first_frames_are_empty() -> Result<()> {
    let setup = Setup::new().init_script(CAMERA).init_script(EMPTY_FRAMES);
    visit_with(setup, async |page, _| {
        open_dialog_with_video(page).await?;
        page.click("Take picture").await?;
        page.wait_for_no(DIALOG).await?;
        page.expect_number("1").await?;
        page.wait_until(IS_STOPPED).await?;
        page.wait_for("[data-testid=history-item][title='photograph.png']")
            .await
    })
}

#[test]
fn closing_the_dialog_stops_the_camera() -> Result<()> {
    visit_with(Setup::new().init_script(CAMERA), async |page, _| {
        open_dialog_with_video(page).await?;
        page.press(Key::Escape).await?;
        page.wait_for_no(DIALOG).await?;
        page.wait_until(IS_STOPPED).await
    })
}

#[test]
fn an_unavailable_camera_is_reported_and_can_be_retried() -> Result<()> {
    let cases = [
        ("NotFoundError", "No camera was found"),
        ("NotAllowedError", "is not allowed"),
        ("NotReadableError", "Another program"),
    ];
    visit_with(Setup::new().init_script(CAMERA), async |page, _| {
        page.evaluate("void (window.camera = MediaDevices.prototype.getUserMedia)")
            .await?;
        for (error, message) in cases {
            refuse(page, error).await?;
            open_dialog(page).await?;
            page.wait_for_text(ALERT, message).await?;
            page.evaluate("void (MediaDevices.prototype.getUserMedia = camera)")
                .await?;
            page.click("Try again").await?;
            page.wait_until(SHOWS).await?;
            page.click("Close camera").await?;
            page.wait_for_no(DIALOG).await?;
        }
        Ok(())
    })
}

#[test]
fn policies_allow_the_page_to_use_the_camera() -> Result<()> {
    visit(async |page, _| {
        open_dialog(page).await?;
        page.wait_until(&format!("{VIDEO}.videoWidth > 0")).await?;
        page.click("Close camera").await?;
        page.wait_until(&format!("{VIDEO}.srcObject === null"))
            .await
    })
}
