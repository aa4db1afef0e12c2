//! Explained digit, with its ink at each step of preprocessing.

use std::sync::Arc;

use recognizer::{Digit, DigitImage, Drawing, Raster, Stages, strokes_of};

use crate::recognition::answer::Reading;
use crate::recognition::picture::{ObjectUrl, Picture};

/// Explained digit.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) digit: Digit,
    pub(super) source: Source,
    /// Steps of preprocessing; `None` for specks in a picture, whose steps cannot be reproduced.
    pub(super) stages: Option<Stages>,
    /// Whether the network that explains the digit is the one that read it.
    pub(super) is_built_in: bool,
}

/// Origin of the digit's ink.
#[derive(Clone)]
pub(super) enum Source {
    /// Strokes of the digit among all strokes.
    Drawing { all: Drawing, ink: Drawing },
    /// Picture with its size in pixels.
    Picture {
        url: Arc<ObjectUrl>,
        width: u32,
        height: u32,
    },
}

impl Source {
    /// Name in `data-source`.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Drawing { .. } => "drawing",
            Self::Picture { .. } => "picture",
        }
    }
}

impl Subject {
    /// Digit at an index of the reading; `None` if its picture has been closed.
    pub(super) fn of(reading: &Reading, index: usize, picture: Option<Picture>) -> Option<Self> {
        let digit = reading.digits().get(index)?.clone();
        let (source, stages) = match reading.picture {
            None => from_drawing(&digit, &reading.drawing)?,
            Some(id) => from_picture(&digit, picture.filter(|picture| picture.id == id)?)?,
        };
        Some(Self {
            stages: stages.filter(|stages| stages.image == digit.image),
            digit,
            source,
            is_built_in: reading.is_built_in,
        })
    }
}

fn from_drawing(digit: &Digit, drawing: &Drawing) -> Option<(Source, Option<Stages>)> {
    let ink = strokes_of(digit, drawing)?;
    let stages = Stages::of_drawing(&ink);
    let all = drawing.clone();
    Some((Source::Drawing { all, ink }, stages))
}

/// Reproduces the steps from the digit image, because the picture's ink itself is not kept.
fn from_picture(digit: &Digit, picture: Picture) -> Option<(Source, Option<Stages>)> {
    let sketch = picture.sketch?;
    let source = Source::Picture {
        url: picture.url,
        width: sketch.width,
        height: sketch.height,
    };
    let side = DigitImage::SIDE;
    let raster = Raster::from_ink(side, side, digit.image.pixels()).ok()?;
    Some((source, Stages::of_raster(raster)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognition::answer::tests::reading;

    #[test]
    fn each_digit_is_explained_by_its_own_strokes() {
        let reading = reading("305");
        for index in 0..3 {
            let subject = Subject::of(&reading, index, None).expect("it was drawn");
            let Source::Drawing { all, ink } = subject.source else {
                panic!("there is no picture")
            };
            assert_eq!(all, reading.drawing);
            assert_eq!(ink.strokes, [all.strokes[index].clone()]);
            let image = subject.stages.map(|stages| stages.image);
            assert_eq!(image.as_ref(), Some(&reading.digits()[index].image));
        }
        assert!(Subject::of(&reading, 3, None).is_none());
    }

    #[test]
    fn a_closed_picture_is_not_explained() {
        let mut reading = reading("7");
        reading.picture = Some(4);
        assert!(Subject::of(&reading, 0, None).is_none());
    }
}
