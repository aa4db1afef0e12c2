//! Views of the answer, of comparisons and of measured times.

mod answer_text;
mod bars;
pub(crate) mod chart;
mod compare_chart;
mod compare_view;
mod digit_boxes;
mod digits;
mod distribution_plot;
pub(crate) mod figures;
mod model_input;
mod palette;
mod preview_line;
mod row_choice;
mod sample_table;
mod statistics_panel;

pub(crate) use answer_text::AnswerText;
pub(crate) use chart::{Chart, ProbabilityTable};
pub(crate) use compare_view::CompareView;
pub(crate) use digit_boxes::{DigitBoxes, digit_boxes};
pub(crate) use digits::Digits;
pub(crate) use distribution_plot::DistributionPlot;
pub(crate) use model_input::ModelInput;
pub(crate) use preview_line::PreviewLine;
pub(crate) use sample_table::SampleTable;
pub(crate) use statistics_panel::StatisticsPanel;
