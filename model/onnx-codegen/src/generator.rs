//! Writes the Rust that runs a graph, and its weights in the order in which the kernels read them.

use crate::CompileError;
use crate::graph::{Activation, Convolution, Graph, Kernel, Shape, Step};
use crate::weights::encode;

pub(crate) const WEIGHTS_FILE: &str = "weights.bin";

/// Channels that a register holds; maps have a multiple of them, the image apart.
pub const LANES: usize = 4;
/// Numbers that a kernel for tiles makes of the 9 of a window.
const TILE_POINTS: usize = 16;

/// The source of a module that has `Map`, `LayerKind` and the kernels in scope.
pub(crate) fn source(graph: &Graph, fingerprint: &str) -> String {
    let count = graph.shapes.len();
    let names: Vec<String> = (0..count).map(name).collect();
    let maps: Vec<String> = (0..count).map(|index| map(graph, index)).collect();
    let [logits, rejection] = graph.outputs.map(name);
    format!(
        "/// SHA-256 of the ONNX file that this was made from, in hexadecimal.
pub(crate) const FINGERPRINT: &str = \"{fingerprint}\";

/// Every weight in the order of its use, as the kernels need it.
pub(crate) fn weights() -> Vec<f32> {{
    let packed = weights::decode(include_bytes!(\"{WEIGHTS_FILE}\"));
    [
{}    ]
    .concat()
}}

/// The image, and what each step makes of it.
pub(crate) type Maps = [Map; {count}];

pub(crate) fn maps() -> Maps {{
    [{}]
}}

/// How each map but the image was made, and how many of its channels are the network's.
pub(crate) const LAYERS: [(LayerKind, usize); {}] = [{}];

/// Logits and rejection of an image.
pub(crate) fn run<'a>(
    image: impl Iterator<Item = f32>,
    weights: &[f32],
    maps: &'a mut Maps,
    tiles: &mut Tiles,
) -> [&'a Map; 2] {{
    let [{}] = maps;
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

fn layers(graph: &Graph) -> String {
    let layer = |step: &Step| {
        let Shape {
            channels,
            height,
            width,
        } = graph.shapes[step.output];
        let kind = match &step.kernel {
            Kernel::MaxPool => "MaxPool",
            Kernel::Convolve(_) if (height, width) == (1, 1) => "Dense",
            Kernel::Convolve(_) => "Convolution",
        };
        format!("(LayerKind::{kind}, {channels})")
    };
    let layers: Vec<String> = graph.steps.iter().map(layer).collect();
    layers.join(", ")
}

/// The weights of all steps, packed.
pub(crate) fn weights(graph: &Graph) -> Result<Vec<u8>, CompileError> {
    let weights: Vec<f32> = graph
        .steps
        .iter()
        .flat_map(|step| packed(graph, step))
        .collect();
    encode(&weights)
}

/// A convolution's weights `[channels out, channels in, size, size]` in the kernel's order.
///
/// A bias for each channel out, then for each row, column and channel in a weight for each channel
/// out. Zeros fill up the channels out to a multiple of `LANES`, and the channels in to `inputs`,
/// those of the map that is read.
pub fn pack(weights: &[f32], bias: &[f32], size: usize, inputs: usize) -> Vec<f32> {
    let (outputs, area) = (bias.len(), size * size);
    let given = weights.len() / (outputs * area);
    let stored = outputs.next_multiple_of(LANES);
    let weight = |position: usize, input: usize, output: usize| {
        let is_given = output < outputs && input < given;
        let index = (output * given + input) * area + position;
        if is_given { weights[index] } else { 0.0 }
    };
    let mut packed = bias.to_vec();
    packed.resize(stored, 0.0);
    for (position, input) in (0..area).flat_map(|at| (0..inputs).map(move |input| (at, input))) {
        packed.extend((0..stored).map(|output| weight(position, input, output)));
    }
    packed
}

fn packed(graph: &Graph, step: &Step) -> Vec<f32> {
    match &step.kernel {
        Kernel::MaxPool => Vec::new(),
        Kernel::Convolve(Convolution {
            size,
            weights,
            bias,
            ..
        }) => pack(weights, bias, *size, stored_channels(graph, step.input)),
    }
}

/// What `weights` concatenates.
fn unpacking(graph: &Graph) -> String {
    let mut offset = 0;
    let mut parts = String::new();
    for step in &graph.steps {
        let end = offset + packed(graph, step).len();
        let part = format!("packed[{offset}..{end}]");
        let outputs = stored_channels(graph, step.output);
        parts += &match &step.kernel {
            Kernel::MaxPool => String::new(),
            Kernel::Convolve(_) if is_tiled(graph, step) => {
                format!("        tiled(&{part}, {outputs}),\n")
            }
            Kernel::Convolve(_) => format!("        {part}.to_vec(),\n"),
        };
        offset = end;
    }
    parts
}

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

fn unpacked_length(graph: &Graph, step: &Step) -> usize {
    let [inputs, outputs] = [step.input, step.output].map(|map| stored_channels(graph, map));
    match is_tiled(graph, step) {
        true => outputs + TILE_POINTS * inputs * outputs,
        false => packed(graph, step).len(),
    }
}

/// Whether a convolution is one that takes fewer multiplications by tiles of 2×2 pixels.
fn is_tiled(graph: &Graph, step: &Step) -> bool {
    let Shape { height, width, .. } = graph.shapes[step.output];
    let fits = height % 2 == 0 && width % 2 == 0 && step.input != 0;
    match &step.kernel {
        Kernel::Convolve(Convolution { size, stride, .. }) => fits && (*size, *stride) == (3, 1),
        Kernel::MaxPool => false,
    }
}

fn call(graph: &Graph, step: &Step, weights: &str) -> String {
    let (input, output) = (name(step.input), name(step.output));
    let call = match &step.kernel {
        Kernel::MaxPool => format!("max_pool({input}, {output})"),
        Kernel::Convolve(convolution) if is_tiled(graph, step) => {
            let filter = tile_filter(convolution, weights);
            format!("convolve_tiles({input}, &{filter}, {output}, tiles)")
        }
        Kernel::Convolve(convolution) => {
            let filter = filter(convolution, weights);
            format!("convolve({input}, &{filter}, {output})")
        }
    };
    format!("    // {}\n    {call};\n", step.name)
}

fn filter(convolution: &Convolution, weights: &str) -> String {
    let Convolution {
        size,
        stride,
        padding,
        ..
    } = convolution;
    let least = least(convolution);
    format!(
        "Filter {{ size: {size}, stride: {stride}, padding: {padding}, least: {least}, \
         weights: {weights} }}"
    )
}

fn tile_filter(convolution: &Convolution, weights: &str) -> String {
    let (padding, least) = (convolution.padding, least(convolution));
    format!("TileFilter {{ padding: {padding}, least: {least}, weights: {weights} }}")
}

fn least(convolution: &Convolution) -> &'static str {
    match convolution.activation {
        Activation::Identity => "f32::NEG_INFINITY",
        Activation::Relu => "0.0",
    }
}

fn map(graph: &Graph, index: usize) -> String {
    let Shape { height, width, .. } = graph.shapes[index];
    let channels = stored_channels(graph, index);
    let border = border(graph, index);
    format!("Map::new({height}, {width}, {channels}, {border})")
}

fn stored_channels(graph: &Graph, index: usize) -> usize {
    let channels = graph.shapes[index].channels;
    match index {
        0 => channels,
        _ => channels.next_multiple_of(LANES),
    }
}

/// The zeros that the steps which read it need around it.
fn border(graph: &Graph, index: usize) -> usize {
    let readers = graph.steps.iter().filter(|step| step.input == index);
    let paddings = readers.map(|step| match &step.kernel {
        Kernel::MaxPool => 0,
        Kernel::Convolve(convolution) => convolution.padding,
    });
    paddings.max().unwrap_or(0)
}

fn name(index: usize) -> String {
    format!("map_{index}")
}
