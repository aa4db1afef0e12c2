//! Accuracy on the user's handwriting, by digit.

use crate::history::accuracy::{Accuracy, Score};

/// Section with the accuracy; empty if no entry is labeled.
pub(super) fn html(accuracy: &Accuracy) -> String {
    if accuracy.is_empty() {
        return String::new();
    }
    let digits: String = accuracy.digits.iter().enumerate().map(digit).collect();
    let sentence = accuracy.sentence();
    let title = tr!("Your handwriting");
    format!(
        "<section class=\"hand card\" aria-labelledby=\"hand\"><h3 id=\"hand\">{title}</h3>\
         <p>{sentence}</p><ul>{digits}</ul></section>"
    )
}

fn digit((digit, score): (usize, &Score)) -> String {
    let &Score { correct, total } = score;
    let caption = match total {
        0 => tr!("none yet"),
        _ => tr!("{right} of {of}", right = correct, of = total),
    };
    format!(
        "<li data-digit=\"{digit}\"><b>{digit}</b>\
         <progress aria-hidden=\"true\" max=\"{}\" value=\"{correct}\"></progress>\
         <small>{caption}</small></li>",
        total.max(1),
    )
}
