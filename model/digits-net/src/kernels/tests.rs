//! The kernels compute what tract computes, whatever the shapes.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::TypedOp;
use tract_onnx::tract_core::ops::cnn::{Conv, KernelFormat, MaxPool, PaddingSpec, PoolSpec};
use tract_onnx::tract_core::ops::nn::DataFormat;

use super::{Filter, Map, TileFilter, Tiles, convolve, convolve_tiles, max_pool, tiled};

/// What sums of a few hundred numbers below 1 may differ by, added up in another order.
const ROUNDING: f32 = 1e-4;

/// Channels, rows and columns.
type Shape = (usize, usize, usize);

#[derive(Clone, Debug)]
struct Window {
    size: usize,
    stride: usize,
    padding: usize,
}

#[derive(Debug)]
struct Layer {
    input: Shape,
    outputs: usize,
    window: Window,
    /// Channels of the input's map that the layer does not know.
    spare: usize,
    /// Zeros around the output.
    border: usize,
    least: f32,
    image: Vec<f32>,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

fn numbers(count: usize) -> impl Strategy<Value = Vec<f32>> {
    vec(-1.0_f32..1.0, count)
}

prop_compose! {
    fn any_window()(size in 1_usize..6, stride in 1_usize..3, padding in 0_usize..3) -> Window {
        Window { size, stride, padding }
    }
}

prop_compose! {
    fn any_shape(least: usize)(
        channels in 1_usize..14,
        height in least..least + 12,
        width in least..least + 14,
    ) -> Shape {
        (channels, height, width)
    }
}

prop_compose! {
    fn any_geometry()(window in any_window())(
        input in any_shape(window.size),
        window in Just(window),
        outputs in 1_usize..30,
    ) -> (Shape, Window, usize) {
        (input, window, outputs)
    }
}

prop_compose! {
    /// As tiles of 2×2 pixels can compute it.
    fn any_geometry_of_tiles()(
        channels in 1_usize..14,
        height in 2_usize..8,
        width in 2_usize..9,
        padding in 0_usize..2,
        outputs in 1_usize..30,
    ) -> (Shape, Window, usize) {
        let window = Window { size: 3, stride: 1, padding };
        ((channels, 2 * height, 2 * width), window, outputs)
    }
}

prop_compose! {
    fn any_layer(geometry: impl Strategy<Value = (Shape, Window, usize)>)(
        (input, window, outputs) in geometry,
    )(
        image in numbers(input.0 * input.1 * input.2),
        weights in numbers(outputs * input.0 * window.size * window.size),
        bias in numbers(outputs),
        spare in 0_usize..4,
        border in 0_usize..3,
        least in prop_oneof![Just(0.0), Just(f32::NEG_INFINITY)],
        input in Just(input),
        window in Just(window),
        outputs in Just(outputs),
    ) -> Layer {
        Layer { input, outputs, window, spare, border, least, image, weights, bias }
    }
}

prop_compose! {
    fn any_image()(shape in any_shape(2))(
        image in numbers(shape.0 * shape.1 * shape.2),
        shape in Just(shape),
    ) -> (Shape, Vec<f32>) {
        (shape, image)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn convolutions_are_tracts(layer in any_layer(any_geometry())) {
        assert_tracts(&layer, |input, output, weights| {
            let Window { size, stride, padding } = layer.window;
            let filter = Filter { size, stride, padding, least: layer.least, weights };
            convolve(input, &filter, output);
        });
    }

    #[test]
    fn convolutions_by_tiles_are_tracts(layer in any_layer(any_geometry_of_tiles())) {
        let spare = layer.input.0.next_multiple_of(onnx_codegen::LANES) - layer.input.0;
        let layer = Layer { spare, ..layer };
        let mut tiles = Tiles::default();
        assert_tracts(&layer, |input, output, weights| {
            let weights = &tiled(weights, output.channels);
            let filter = TileFilter { padding: layer.window.padding, least: layer.least, weights };
            convolve_tiles(input, &filter, output, &mut tiles);
        });
    }

    #[test]
    fn maxima_are_tracts((shape, image) in any_image()) {
        let pool = MaxPool { pool_spec: spec(shape.0, shape.0, &Window { size: 2, stride: 2, padding: 0 }), with_index_outputs: None };
        let (pooled, expected) = run(pool, vec![tensor(shape, &image)]).expect("tract pools");
        let mut output = Map::new(pooled.1, pooled.2, pooled.0, 1);
        max_pool(&map(shape, &image, shape.0, 2), &mut output);
        assert_same(&planes(&output, pooled), &expected);
    }
}

/// `convolve` is given the layer's input, room for its output, and its packed weights.
fn assert_tracts(layer: &Layer, convolve: impl FnOnce(&Map, &mut Map, &[f32])) {
    let (shape, expected) = by_tract(layer).expect("tract convolves");
    let Layer {
        input,
        image,
        window,
        weights,
        bias,
        ..
    } = layer;
    let input = map(*input, image, input.0 + layer.spare, window.padding);
    let channels = shape.0.next_multiple_of(onnx_codegen::LANES);
    let mut output = Map::new(shape.1, shape.2, channels, layer.border);
    let weights = onnx_codegen::pack(weights, bias, window.size, input.channels);
    convolve(&input, &mut output, &weights);
    let expected: Vec<f32> = expected.iter().map(|sum| sum.max(layer.least)).collect();
    assert_same(&planes(&output, shape), &expected);
    assert!(
        output
            .row(0)
            .iter()
            .take(layer.border)
            .all(|&number| number == 0.0)
    );
}

fn by_tract(layer: &Layer) -> TractResult<(Shape, Vec<f32>)> {
    let Layer {
        input,
        outputs,
        window,
        ..
    } = layer;
    let conv = Conv {
        pool_spec: spec(input.0, *outputs, window),
        kernel_fmt: KernelFormat::OIHW,
        group: 1,
        q_params: None,
    };
    let shape = [*outputs, input.0, window.size, window.size];
    let weights = Tensor::from_shape(&shape, &layer.weights)?;
    let bias = Tensor::from_shape(&[*outputs], &layer.bias)?;
    run(conv, vec![tensor(*input, &layer.image), weights, bias])
}

fn spec(inputs: usize, outputs: usize, window: &Window) -> PoolSpec {
    let Window {
        size,
        stride,
        padding,
    } = *window;
    let padding: TVec<usize> = tvec!(padding, padding);
    PoolSpec {
        data_format: DataFormat::NCHW,
        kernel_shape: tvec!(size, size),
        padding: PaddingSpec::Explicit(padding.clone(), padding),
        dilations: None,
        strides: Some(tvec!(stride, stride)),
        input_channels: inputs,
        output_channels: outputs,
    }
}

/// Shape and numbers of what the operator makes of the first tensor with the help of the others.
fn run(operator: impl TypedOp, tensors: Vec<Tensor>) -> TractResult<(Shape, Vec<f32>)> {
    let mut model = TypedModel::default();
    let mut tensors = tensors.into_iter();
    let image = tensors.next().expect("an image");
    let mut inputs = vec![model.add_source("image", f32::fact(image.shape()))?];
    for (index, tensor) in tensors.enumerate() {
        inputs.push(model.add_const(format!("constant {index}"), tensor)?);
    }
    let outputs = model.wire_node("operator", operator, &inputs)?;
    model.select_output_outlets(&outputs)?;
    let outputs = model
        .into_optimized()?
        .into_runnable()?
        .run(tvec!(image.into()))?;
    let &[_, channels, height, width] = outputs[0].shape() else {
        return Err(TractError::msg("an image has four dimensions"));
    };
    let numbers = outputs[0].try_as_plain_ram()?.as_slice::<f32>()?.to_vec();
    Ok(((channels, height, width), numbers))
}

fn tensor((channels, height, width): Shape, image: &[f32]) -> Tensor {
    Tensor::from_shape(&[1, channels, height, width], image).expect("as many numbers")
}

/// The map of an image, with channels of zeros added up to `channels`.
fn map((given, height, width): Shape, image: &[f32], channels: usize, border: usize) -> Map {
    let mut map = Map::new(height, width, channels, border);
    let number = |channel, pixel| {
        if channel < given {
            image[channel * height * width + pixel]
        } else {
            0.0
        }
    };
    let pixels = 0..height * width;
    map.fill(pixels.flat_map(|pixel| (0..channels).map(move |channel| number(channel, pixel))));
    map
}

/// Channel by channel.
fn planes(map: &Map, (channels, height, _): Shape) -> Vec<f32> {
    let pixels = |channel| {
        let rows = (0..height).map(|y| map.inner_row(y));
        rows.flat_map(move |row| row.iter().skip(channel).step_by(map.channels))
    };
    (0..channels).flat_map(pixels).copied().collect()
}

fn assert_same(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < ROUNDING,
            "{found} instead of {expected}"
        );
    }
}
