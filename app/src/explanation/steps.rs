//! Texts of the steps.

/// HTML of all steps, with empty elements for the parts that differ between digits.
pub(super) fn steps() -> String {
    format!(
        include_str!("steps.html"),
        ink_label = tr!("The ink"),
        box_label = tr!("The ink in its box"),
        fitted_label = tr!("The ink, 20 pixels on its longer side"),
        centered_label = tr!("The centered 28 by 28 pixels"),
        saliency_label = tr!("Which pixels speak for the answer and which against it"),
        elsewhere = tr!(
            "The answer came from elsewhere. The maps show how the network in your browser reads the same pixels."
        ),
        ink = tr!("Ink"),
        ink_of_drawing = tr!("The strokes of this digit, as you drew them."),
        ink_of_picture = tr!("The part of your picture in which this digit was found."),
        box_ = tr!("Box"),
        box_of_drawing = tr!(
            "They are drawn anew with a pen that is always equally wide, and the smallest box around the ink is found."
        ),
        box_of_picture =
            tr!("The ink is told from the paper, and the smallest box around it is found."),
        fitted = tr!("20 pixels"),
        fitted_text = tr!(
            "The box is scaled until its longer side is 20 pixels: how large a digit was written makes no difference."
        ),
        centered = tr!("28×28 pixels"),
        centered_text = tr!(
            "The ink's center of mass moves to the middle of 28×28 pixels. These are all that the network gets."
        ),
        maps = tr!("Feature maps"),
        maps_text = tr!(
            "Each layer makes new pictures of those before. A convolution slides a window of 3×3 weights over them and adds up; pooling keeps the largest of every 2×2 numbers. Each map looks for a pattern of its own: the lighter, the more of it is there. White is the largest number of the layer."
        ),
        probabilities = tr!("Probabilities"),
        probabilities_text = tr!(
            "The last layer weighs all numbers of the last maps for each of the ten digits. Softmax turns the ten sums into probabilities, which add up to 1."
        ),
        saliency = tr!(
            "Which pixels speak for the {digit}",
            digit = "<span></span>"
        ),
        saliency_text = tr!(
            "A square of paper covers one place of the ink after the other, and the network reads again. Where the answer becomes less likely, the ink spoke for it."
        ),
        legend_for = tr!("Orange speaks for it"),
        legend_against = tr!("Blue speaks against it"),
        legend_dark = tr!("Dark makes no difference"),
        working = tr!("The network looks at it again…"),
        failed = tr!(
            "The network could not be asked how it reads. Check your connection, then try again."
        ),
        retry = tr!("Try again"),
    )
}
