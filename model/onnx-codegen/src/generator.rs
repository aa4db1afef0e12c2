//! Emits the Rust source of a network, and its weights in the order of the kernels.

use crate::CodegenError;
use crate::graph::{Activation, Conv2d, Graph, Kernel, Shape, Step};
use crate::weights::encode;

pub(crate) const WEIGHTS_FILE: &str = "weights.bin";

/// Channels per SIMD register; feature maps except the image have a multiple of them.
pub const LANES: usize = 4;

/// Elements of a 3×3 filter after the Winograd transform.
const WINOGRAD_ELEMENTS: usize = 16;

/// Source of a module that has `FeatureMap`, `LayerKind`, `weights` and the kernels in scope.
pub(crate) fn source(graph: &Graph, fingerprint: &str) -> String {
    let count = graph.shapes.len();
    let names: Vec<String> = (0..count).map(name).collect();
    let maps: Vec<String> = (0..count).map(|index| feature_map(graph, index)).collect();
    let [logits, rejection] = graph.outputs.map(name);
    format!(
        "/// SHA-256 of the ONNX file, in hexadecimal.
pub(crate) const FINGERPRINT: &str = \"{fingerprint}\";

/// Weights of all layers in the order of the calls, transformed for their kernels.
pub(crate) fn weights() -> Vec<f32> {{
    let packed = weights::decode(include_bytes!(\"{WEIGHTS_FILE}\"));
    [
{}    ]
    .concat()
}}

/// Image and output of each layer.
pub(crate) type Activations = [FeatureMap; {count}];

pub(crate) fn activations() -> Activations {{
    [{}]
}}

/// Kind and number of channels of each layer, without padding to full registers.
pub(crate) const LAYERS: [(LayerKind, usize); {}] = [{}];

/// Runs the network and returns logits and rejection.
pub(crate) fn run<'a>(
    image: impl Iterator<Item = f32>,
    weights: &[f32],
    activations: &'a mut Activations,
    workspace: &mut Workspace,
) -> [&'a FeatureMap; 2] {{
    let [{}] = activations;
    {}.fill(image);
{}    [{logits}, {rejection}]
}}
",
        unpacking(graph),
        maps.join(", "),
        graph.steps.len(),
        layers(graph),
        names.join(", "),
        names[0],
        calls(graph),
    )
}

/// Elements of `LAYERS`.
fn layers(graph: &Graph) -> String {
    let layer = |step: &Step| {
        let Shape {
            channels,
            height,
            width,
        } = graph.shapes[step.output];
        let kind = match &step.kernel {
            Kernel::MaxPool => "MaxPool",
            Kernel::Conv2d(_) if (height, width) == (1, 1) => "Dense",
            Kernel::Conv2d(_) => "Convolution",
        };
        format!("(LayerKind::{kind}, {channels})")
    };
    let layers: Vec<String> = graph.steps.iter().map(layer).collect();
    layers.join(", ")
}

/// Content of the weights file.
pub(crate) fn weights(graph: &Graph) -> Result<Vec<u8>, CodegenError> {
    let weights: Vec<f32> = graph
        .steps
        .iter()
        .flat_map(|step| packed(graph, step))
        .collect();
    encode(&weights)
}

/// Packs the weights `[out][in][kh][kw]` of a convolution for its kernel: biases `[out]`, then weights
/// `[kh][kw][in][out]`, where `kh = kw = size`.
///
/// Zeros pad the output channels to a multiple of [`LANES`], and the input channels to `inputs`, those
/// of the input's feature map.
pub fn pack(weights: &[f32], bias: &[f32], size: usize, inputs: usize) -> Vec<f32> {
    let (outputs, area) = (bias.len(), size * size);
    let given_inputs = weights.len() / (outputs * area);
    let padded_outputs = outputs.next_multiple_of(LANES);
    let weight = |position: usize, input: usize, output: usize| {
        let is_padding = output >= outputs || input >= given_inputs;
        let index = (output * given_inputs + input) * area + position;
        if is_padding { 0.0 } else { weights[index] }
    };
    let mut packed = bias.to_vec();
    packed.resize(padded_outputs, 0.0);
    for (position, input) in (0..area).flat_map(|at| (0..inputs).map(move |input| (at, input))) {
        packed.extend((0..padded_outputs).map(|output| weight(position, input, output)));
    }
    packed
}

/// Packed weights of a step.
fn packed(graph: &Graph, step: &Step) -> Vec<f32> {
    match &step.kernel {
        Kernel::MaxPool => Vec::new(),
        Kernel::Conv2d(Conv2d {
            size,
            weights,
            bias,
            ..
        }) => pack(weights, bias, *size, padded_channels(graph, step.input)),
    }
}

/// Elements that the generated `weights()` concatenates.
fn unpacking(graph: &Graph) -> String {
    let mut offset = 0;
    let mut parts = String::new();
    for step in &graph.steps {
        let end = offset + packed(graph, step).len();
        let part = format!("packed[{offset}..{end}]");
        let outputs = padded_channels(graph, step.output);
        parts += &match &step.kernel {
            Kernel::MaxPool => String::new(),
            Kernel::Conv2d(_) if uses_winograd(graph, step) => {
                format!("        transform_filter(&{part}, {outputs}),\n")
            }
            Kernel::Conv2d(_) => format!("        {part}.to_vec(),\n"),
        };
        offset = end;
    }
    parts
}

/// Statements that call the kernels.
fn calls(graph: &Graph) -> String {
    let mut offset = 0;
    let mut calls = String::new();
    for step in &graph.steps {
        let end = offset + unpacked_length(graph, step);
        calls += &call(graph, step, &format!("&weights[{offset}..{end}]"));
        offset = end;
    }
    calls
}

/// Number of a step's weights after unpacking.
fn unpacked_length(graph: &Graph, step: &Step) -> usize {
    let [inputs, outputs] = [step.input, step.output].map(|index| padded_channels(graph, index));
    if uses_winograd(graph, step) {
        outputs + WINOGRAD_ELEMENTS * inputs * outputs
    } else {
        packed(graph, step).len()
    }
}

/// Whether a step is a 3×3 convolution with stride 1 that Winograd's kernel supports.
fn uses_winograd(graph: &Graph, step: &Step) -> bool {
    let Shape { height, width, .. } = graph.shapes[step.output];
    let fits = height % 2 == 0 && width % 2 == 0 && step.input != 0;
    match &step.kernel {
        Kernel::Conv2d(Conv2d { size, stride, .. }) => fits && (*size, *stride) == (3, 1),
        Kernel::MaxPool => false,
    }
}

fn call(graph: &Graph, step: &Step, weights: &str) -> String {
    let (input, output) = (name(step.input), name(step.output));
    let call = match &step.kernel {
        Kernel::MaxPool => format!("max_pool({input}, {output})"),
        Kernel::Conv2d(conv) if uses_winograd(graph, step) => {
            let conv = winograd_literal(conv, weights);
            format!("conv2d_winograd({input}, &{conv}, {output}, workspace)")
        }
        Kernel::Conv2d(conv) => {
            let conv = conv2d_literal(conv, weights);
            format!("conv2d({input}, &{conv}, {output})")
        }
    };
    format!("    // {}\n    {call};\n", step.name)
}

fn conv2d_literal(conv: &Conv2d, weights: &str) -> String {
    let Conv2d {
        size,
        stride,
        padding,
        ..
    } = conv;
    let clamp_min = clamp_min(conv);
    format!(
        "Conv2d {{ size: {size}, stride: {stride}, padding: {padding}, clamp_min: {clamp_min}, \
         weights: {weights} }}"
    )
}

fn winograd_literal(conv: &Conv2d, weights: &str) -> String {
    let (padding, clamp_min) = (conv.padding, clamp_min(conv));
    format!("WinogradConv2d {{ padding: {padding}, clamp_min: {clamp_min}, weights: {weights} }}")
}

fn clamp_min(conv: &Conv2d) -> &'static str {
    match conv.activation {
        Activation::Identity => "f32::NEG_INFINITY",
        Activation::Relu => "0.0",
    }
}

fn feature_map(graph: &Graph, index: usize) -> String {
    let Shape { height, width, .. } = graph.shapes[index];
    let channels = padded_channels(graph, index);
    let border = border(graph, index);
    format!("FeatureMap::new({height}, {width}, {channels}, {border})")
}

/// Channels of a feature map: those of the image, else a multiple of [`LANES`].
fn padded_channels(graph: &Graph, index: usize) -> usize {
    let channels = graph.shapes[index].channels;
    match index {
        0 => channels,
        _ => channels.next_multiple_of(LANES),
    }
}

/// Border of a feature map: the largest padding of the steps that read it.
fn border(graph: &Graph, index: usize) -> usize {
    let readers = graph.steps.iter().filter(|step| step.input == index);
    let paddings = readers.map(|step| match &step.kernel {
        Kernel::MaxPool => 0,
        Kernel::Conv2d(conv) => conv.padding,
    });
    paddings.max().unwrap_or(0)
}

fn name(index: usize) -> String {
    format!("map_{index}")
}
