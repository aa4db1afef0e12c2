//! The kernels agree with tract for arbitrary shapes.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::TypedOp;
use tract_onnx::tract_core::ops::cnn::{Conv, KernelFormat, MaxPool, PaddingSpec, PoolSpec};
use tract_onnx::tract_core::ops::nn::DataFormat;

use super::{
    Conv2d, FeatureMap, WinogradConv2d, Workspace, conv2d, conv2d_winograd, max_pool,
    transform_filter,
};

/// Tolerance for sums of a few hundred numbers below 1 in another order.
const TOLERANCE: f32 = 1e-4;

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
    /// Additional channels of the input's feature map, with weights 0.
    spare: usize,
    /// Zero pixels around the output.
    border: usize,
    clamp_min: f32,
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
    fn any_shape(min_side: usize)(
        channels in 1_usize..14,
        height in min_side..min_side + 12,
        width in min_side..min_side + 14,
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
    /// Geometry that the Winograd kernel supports.
    fn any_winograd_geometry()(
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
        clamp_min in prop_oneof![Just(0.0), Just(f32::NEG_INFINITY)],
        input in Just(input),
        window in Just(window),
        outputs in Just(outputs),
    ) -> Layer {
        Layer { input, outputs, window, spare, border, clamp_min, image, weights, bias }
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
    fn conv2d_agrees_with_tract(layer in any_layer(any_geometry())) {
        assert_agrees(&layer, |input, output, weights| {
            let Window { size, stride, padding } = layer.window;
            let conv = Conv2d { size, stride, padding, clamp_min: layer.clamp_min, weights };
            conv2d(input, &conv, output);
        });
    }

    #[test]
    fn conv2d_winograd_agrees_with_tract(layer in any_layer(any_winograd_geometry())) {
        let spare = layer.input.0.next_multiple_of(onnx_codegen::LANES) - layer.input.0;
        let layer = Layer { spare, ..layer };
        let mut workspace = Workspace::default();
        assert_agrees(&layer, |input, output, weights| {
            let weights = &transform_filter(weights, output.channels);
            let conv = WinogradConv2d { padding: layer.window.padding, clamp_min: layer.clamp_min, weights };
            conv2d_winograd(input, &conv, output, &mut workspace);
        });
    }

    #[test]
    fn max_pool_agrees_with_tract((shape, image) in any_image()) {
        let pool = MaxPool { pool_spec: spec(shape.0, shape.0, &Window { size: 2, stride: 2, padding: 0 }), with_index_outputs: None };
        let (pooled, expected) = run(pool, vec![tensor(shape, &image)]).expect("tract pools");
        let mut output = FeatureMap::new(pooled.1, pooled.2, pooled.0, 1);
        max_pool(&map(shape, &image, shape.0, 2), &mut output);
        assert_close(&planes(&output, pooled), &expected);
    }
}

/// Compares tract with `convolve`, which takes the layer's input, output and packed weights.
fn assert_agrees(layer: &Layer, convolve: impl FnOnce(&FeatureMap, &mut FeatureMap, &[f32])) {
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
    let mut output = FeatureMap::new(shape.1, shape.2, channels, layer.border);
    let weights = onnx_codegen::pack(weights, bias, window.size, input.channels);
    convolve(&input, &mut output, &weights);
    let expected: Vec<f32> = expected
        .iter()
        .map(|sum| sum.max(layer.clamp_min))
        .collect();
    assert_close(&planes(&output, shape), &expected);
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

/// Runs an operator in tract, with the first tensor as input and the others as constants. Returns the
/// output's shape and numbers.
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

/// Feature map of an image, with channels of zeros added up to `channels`.
fn map((given, height, width): Shape, image: &[f32], channels: usize, border: usize) -> FeatureMap {
    let mut map = FeatureMap::new(height, width, channels, border);
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

/// Values in CHW order.
fn planes(map: &FeatureMap, (channels, height, _): Shape) -> Vec<f32> {
    let pixels = |channel| {
        let rows = (0..height).map(|y| map.inner_row(y));
        rows.flat_map(move |row| row.iter().skip(channel).step_by(map.channels))
    };
    (0..channels).flat_map(pixels).copied().collect()
}

fn assert_close(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < TOLERANCE,
            "{found} instead of {expected}"
        );
    }
}
