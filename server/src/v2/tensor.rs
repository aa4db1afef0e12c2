//! Tensor data in JSON: flat, or nested by axes.

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use std::fmt;

/// Values in row-major order, whatever their nesting. FP32 holds UINT8 values exactly.
#[derive(Debug, Default, PartialEq)]
pub(super) struct TensorData(pub(super) Vec<f32>);

impl<'de> Deserialize<'de> for TensorData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut numbers = Vec::new();
        deserializer.deserialize_seq(Appender(&mut numbers))?;
        Ok(Self(numbers))
    }
}

/// Visitor that appends the numbers of nested arrays; serde_json limits the nesting depth.
struct Appender<'a>(&'a mut Vec<f32>);

impl<'de> serde::de::DeserializeSeed<'de> for Appender<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Appender<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("numbers, flat or nested")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.0.push(number as f32);
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.0.push(number as f32);
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.0.push(number as f32);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Appender(self.0))?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::TensorData;

    #[test]
    fn nested_numbers_are_flattened_in_order() {
        let cases = [
            ("[]", Some(vec![])),
            ("[1, 0.5, -2]", Some(vec![1.0, 0.5, -2.0])),
            ("[[[1, 2]], [[3, 4]]]", Some(vec![1.0, 2.0, 3.0, 4.0])),
            ("[[], 1]", Some(vec![1.0])),
            ("1", None),
            ("[\"1\"]", None),
            ("[true]", None),
            ("[null]", None),
            ("[{}]", None),
        ];
        for (json, expected) in cases {
            let parsed = serde_json::from_str::<TensorData>(json).ok();
            assert_eq!(parsed, expected.map(TensorData), "{json}");
        }
        let deep = "[".repeat(100_000);
        assert!(serde_json::from_str::<TensorData>(&deep).is_err());
    }
}
