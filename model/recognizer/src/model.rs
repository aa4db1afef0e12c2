//! Identity of the committed model.

/// Model name on the page and in the server's API.
pub const NAME: &str = "digits";

/// Model version, as in the metadata of `digits.onnx`.
pub const VERSION: &str = "5";

/// SHA-256 of `digits.onnx`: 64 lowercase hexadecimal digits.
pub const FINGERPRINT: &str = env!("MODEL_FINGERPRINT");

/// Name and version of the ONNX runtime, as pinned in the workspace's manifest.
#[cfg(feature = "tract")]
pub const ENGINE: &str = "tract 0.23.9";

/// Number of trained parameters, as stated in the model card.
pub const PARAMETERS: u64 = 119_271;

/// Maximum size of an imported model's file, in bytes.
pub const MAX_BYTES: u64 = 64_000_000;

/// The committed ONNX graph: `[N, 1, 28, 28]` intensities to `logits` `[N, 10]` and `rejection` `[N]`.
#[cfg(feature = "tract")]
pub const ONNX: &[u8] = include_bytes!("../../weights/digits.onnx");

#[cfg(test)]
mod tests {
    #[test]
    fn the_model_card_states_the_number_of_parameters() {
        let card = include_str!("../../README.md");
        let digits = |text: &str| text.replace(',', "");
        assert!(digits(card).contains(&format!("network of {} parameters", super::PARAMETERS)));
    }

    #[test]
    fn the_engine_version_is_the_pinned_one() {
        let manifest = include_str!("../../../Cargo.toml");
        let pinned = super::ENGINE.replace("tract ", "tract-onnx = { version = \"=");
        assert!(manifest.contains(&format!("{pinned}\"")), "{pinned}");
    }
}
