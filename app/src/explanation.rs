//! A digit that was read, with what became of its ink on the way to the network and in it.

use std::sync::Arc;

use protocol::{ExplainResponse, FeatureMaps};
use recognizer::{Digit, DigitImage, Drawing, Raster, Saliency, Stages, strokes_of};

use crate::answer::Reading;
use crate::picture::{ObjectUrl, Picture};

/// What is shown of it.
#[derive(Clone, Default)]
pub(crate) struct Explanation {
    /// The digit; `None` while nobody wants to see it.
    pub(crate) subject: Option<Subject>,
    /// What the network's layers make of it; the last digit's until it is known.
    pub(crate) layers: Vec<FeatureMaps>,
    /// What its pixels say; the last digit's until it is known.
    pub(crate) saliency: Saliency,
    /// How far the network is.
    pub(crate) progress: Progress,
}

/// How far the network is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Progress {
    #[default]
    Working,
    Done,
    Failed,
}

impl Progress {
    /// The name, for styles and for tests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl Explanation {
    /// Takes what the network says; nothing is said by one that cannot go on.
    pub(crate) fn hear(&mut self, said: Option<ExplainResponse>) {
        match said {
            Some(ExplainResponse::NeedsImage) => {}
            Some(ExplainResponse::Layers(layers)) => self.layers = layers,
            Some(ExplainResponse::Saliency(Ok(saliency))) => {
                self.saliency = saliency;
                self.progress = Progress::Done;
            }
            Some(ExplainResponse::Saliency(Err(_))) | None => self.progress = Progress::Failed,
        }
    }
}

/// The digit that is explained.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) digit: Digit,
    pub(crate) source: Source,
    /// `None` where they are not known any more: of a speck in a picture.
    pub(crate) stages: Option<Stages>,
    /// Whether the network that explains it is what has read it.
    pub(crate) is_built_in: bool,
}

/// Where its ink is.
#[derive(Clone)]
pub(crate) enum Source {
    /// Among these strokes.
    Drawing { all: Drawing, ink: Drawing },
    /// In a picture of this size.
    Picture {
        url: Arc<ObjectUrl>,
        width: u32,
        height: u32,
    },
}

impl Source {
    /// The name, for styles.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Drawing { .. } => "drawing",
            Self::Picture { .. } => "picture",
        }
    }
}

impl Subject {
    /// The digit at this place; `None` if what it was read from is there no more.
    pub(crate) fn of(reading: &Reading, place: usize, picture: Option<Picture>) -> Option<Self> {
        let digit = reading.digits().get(place)?.clone();
        let (source, stages) = match reading.picture {
            None => drawn(&digit, &reading.drawing)?,
            Some(id) => pictured(&digit, picture.filter(|picture| picture.id == id)?)?,
        };
        Some(Self {
            stages: stages.filter(|stages| stages.image == digit.image),
            digit,
            source,
            is_built_in: reading.is_built_in,
        })
    }
}

fn drawn(digit: &Digit, drawing: &Drawing) -> Option<(Source, Option<Stages>)> {
    let ink = strokes_of(digit, drawing)?;
    let stages = Stages::of_drawing(&ink);
    let all = drawing.clone();
    Some((Source::Drawing { all, ink }, stages))
}

/// The page keeps no more of a picture's ink than the digit image, which goes the same way again.
fn pictured(digit: &Digit, picture: Picture) -> Option<(Source, Option<Stages>)> {
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
    use crate::answer::tests::reading;

    #[test]
    fn each_digit_is_explained_by_its_own_strokes() {
        let reading = reading("305");
        for place in 0..3 {
            let subject = Subject::of(&reading, place, None).expect("it was drawn");
            let Source::Drawing { all, ink } = subject.source else {
                panic!("there is no picture")
            };
            assert_eq!(all, reading.drawing);
            assert_eq!(ink.strokes, [all.strokes[place].clone()]);
            let image = subject.stages.map(|stages| stages.image);
            assert_eq!(image.as_ref(), Some(&reading.digits()[place].image));
        }
        assert!(Subject::of(&reading, 3, None).is_none());
    }

    #[test]
    fn an_explanation_is_done_with_its_saliency() {
        let mut explanation = Explanation::default();
        for (said, expected) in [
            (Some(ExplainResponse::Layers(vec![])), Progress::Working),
            (
                Some(ExplainResponse::Saliency(Ok(vec![0.5]))),
                Progress::Done,
            ),
            (None, Progress::Failed),
        ] {
            explanation.hear(said);
            assert_eq!(explanation.progress, expected);
        }
        assert_eq!(explanation.saliency, [0.5]);
    }

    #[test]
    fn a_picture_that_is_closed_is_not_explained() {
        let mut reading = reading("7");
        reading.picture = Some(4);
        assert!(Subject::of(&reading, 0, None).is_none());
    }
}
