//! What the committed model is.

/// The model's name on the page and in the server's API.
pub const NAME: &str = "digits";

/// Version of the model, as in the metadata of `digits.onnx`.
pub const VERSION: &str = "5";

/// SHA-256 of `digits.onnx`, in hexadecimal.
pub const FINGERPRINT: &str = env!("MODEL_FINGERPRINT");

/// The program that runs the ONNX file, and its version, as the manifest pins it.
#[cfg(feature = "tract")]
pub const ENGINE: &str = "tract 0.23.9";

/// Number of trained parameters, as the model card counts them.
pub const PARAMETERS: u64 = 119_271;

/// The largest model of somebody's own that is loaded.
pub const MAX_BYTES: u64 = 64_000_000;

/// The committed model, an ONNX graph: `[N, 1, 28, 28]` intensities to `logits` `[N, 10]` and
/// `rejection` `[N]`.
#[cfg(feature = "tract")]
pub const ONNX: &[u8] = include_bytes!("../../weights/digits.onnx");

#[cfg(test)]
mod tests {
    #[test]
    fn the_card_counts_as_many_parameters() {
        let card = include_str!("../../README.md");
        let digits = |text: &str| text.replace(',', "");
        assert!(digits(card).contains(&format!("network of {} parameters", super::PARAMETERS)));
    }

    #[test]
    fn the_engine_is_the_one_that_the_manifest_pins() {
        let manifest = include_str!("../../../Cargo.toml");
        let pinned = super::ENGINE.replace("tract ", "tract-onnx = { version = \"=");
        assert!(manifest.contains(&format!("{pinned}\"")), "{pinned}");
    }
}
