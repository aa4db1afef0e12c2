//! How well the page reads the hand of who labeled drawings, digit by digit.

use crate::history::accuracy::{Accuracy, Score};

/// Nothing as long as nobody has labeled any.
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
    let Score { right, of } = score;
    let says = match of {
        0 => tr!("none yet"),
        _ => tr!("{right} of {of}", right = right, of = of),
    };
    format!(
        "<li data-digit=\"{digit}\"><b>{digit}</b>\
         <progress aria-hidden=\"true\" max=\"{}\" value=\"{right}\"></progress>\
         <small>{says}</small></li>",
        (*of).max(1),
    )
}
