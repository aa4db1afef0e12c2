//! Geometry of generated ink: sampled lines, splines and arcs, and their bounding box.
//!
//! Two generators draw with it: the training's renderer and the evaluation's synthetic ink. It has
//! no shapes: those stay with their generator, since training must not see the evaluation's.
//! Every function is deterministic, and each generator chooses its own sampling and arithmetic, so
//! that its recorded drawings stay the same to the last bit.
//!
//! ```
//! use ink_geometry::{Extent, catmull_rom, polyline, spline};
//! use recognizer::{Drawing, Stroke};
//!
//! let bar = polyline(&[(0.0, 0.0), (0.5, 0.0)], |_, _| 4);
//! assert_eq!(bar, [(0.0, 0.0), (0.125, 0.0), (0.25, 0.0), (0.375, 0.0), (0.5, 0.0)]);
//!
//! let stem = spline(&[(0.5, 0.0), (0.3, 0.5), (0.2, 1.0)], |_, _| 8, catmull_rom);
//! let seven = Drawing::from_iter([bar, stem].map(Stroke::from_iter));
//! let extent = Extent::of(&seven).expect("the drawing has ink");
//! assert_eq!((extent.width, extent.height), (0.5, 1.0));
//! ```

mod extent;
mod path;
mod place;

pub use extent::Extent;
pub use path::{Path, arc, catmull_rom, catmull_rom_weighted, polyline, samples, spline};
pub use place::{Place, between, distance, jitter, on_ellipse, turn};
