//! Thumbnails of drawings, and escaping of HTML.

use recognizer::{Drawing, PEN_WIDTH};

use crate::drawing::svg_path::{self, ViewBox};

/// Class by aspect ratio: wide drawings take two columns of the list, long ones three.
pub(super) fn shape(drawing: &Drawing) -> &'static str {
    match ViewBox::of(drawing).aspect() {
        ..1.5 => "",
        1.5..4.0 => "wide",
        _ => "long",
    }
}

/// SVG element with the strokes of a drawing.
pub(super) fn thumbnail(drawing: &Drawing) -> String {
    let mut path = String::new();
    for stroke in &drawing.strokes {
        path.push_str(&svg_path::path(stroke));
    }
    format!(
        "<svg aria-hidden=\"true\" viewBox=\"{}\" fill=\"none\" stroke=\"currentColor\" \
         stroke-width=\"{PEN_WIDTH}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
         <path d=\"{path}\"/></svg>",
        ViewBox::of(drawing),
    )
}

/// Escapes text for HTML content and quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_in_file_names_is_escaped() {
        assert_eq!(escaped("<b a=\"&\">"), "&lt;b a=&quot;&amp;&quot;>");
    }
}
