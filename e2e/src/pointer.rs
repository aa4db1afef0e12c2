use fantoccini::actions::{
    Actions, InputSource, MOUSE_BUTTON_LEFT, MouseActions, PenActions, PointerAction, TouchActions,
};
use std::time::Duration;

/// Input device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// Left button of a mouse.
    Mouse,
    /// Finger on a touch screen.
    Touch,
    /// Stylus on a screen.
    Pen,
}

/// Points of a movement, in CSS pixels of the window.
pub type Path = Vec<(f64, f64)>;

impl Pointer {
    /// WebDriver actions that draw these paths, one after the other.
    pub(crate) fn actions(self, paths: &[Path]) -> Actions {
        match self {
            Self::Mouse => drawn_by(MouseActions::new("mouse".into()), paths).into(),
            Self::Touch => finger("finger", paths).into(),
            Self::Pen => drawn_by(PenActions::new("pen".into()), paths).into(),
        }
    }
}

/// Touch actions of a finger that draws these paths, one after the other; `name` tells fingers apart.
pub fn finger(name: &str, paths: &[Path]) -> TouchActions {
    drawn_by(TouchActions::new(name.into()), paths)
}

fn drawn_by<S>(source: S, paths: &[Path]) -> S
where
    S: InputSource<Action = PointerAction>,
{
    paths.iter().fold(source, |source, path| {
        let (start, rest) = path.split_first().expect("paths have points");
        let source = source.then(move_to(*start)).then(DOWN);
        let source = rest
            .iter()
            .fold(source, |source, at| source.then(move_to(*at)));
        source.then(UP)
    })
}

const DOWN: PointerAction = PointerAction::Down {
    button: MOUSE_BUTTON_LEFT,
};
const UP: PointerAction = PointerAction::Up {
    button: MOUSE_BUTTON_LEFT,
};

fn move_to((x, y): (f64, f64)) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::ZERO),
        x,
        y,
    }
}
