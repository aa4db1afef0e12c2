//! Pictures in place of the drawing: where they come from, and what was found in them.

mod camera;
mod drops;
mod sources;
mod view;

pub(super) use camera::CameraDialog;
pub(super) use drops::DropZone;
pub(super) use sources::{PictureError, PictureSources};
pub(super) use view::PictureView;
