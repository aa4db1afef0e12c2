//! Writes the Rust that runs a graph, and its weights in the order in which the kernels read them.

use half::f16;

use crate::CompileError;
use crate::graph::{Activation, Convolution, Graph, Kernel, Shape, Step};

pub(crate) const WEIGHTS_FILE: &str = "weights.half";

/// Channels that a register holds; maps have a multiple of them, the image apart.
pub const LANES: usize = 4;
/// Channels that the kernel computes at once, as long as there are so many.
const BLOCK: usize = 2 * LANES;

/// The source of a module that has `Map` and the kernels in scope.
pub(crate) fn source(graph: &Graph, fingerprint: &str) -> String {
    let count = graph.shapes.len();
    let names: Vec<String> = (0..count).map(name).collect();
    let maps: Vec<String> = (0..count).map(|index| map(graph, index)).collect();
    let [logits, rejection] = graph.outputs.map(name);
    format!(
        "/// SHA-256 of the ONNX file that this was made from, in hexadecimal.
pub(crate) const FINGERPRINT: &str = \"{fingerprint}\";

/// Every weight in the order of its use, in half precision.
pub(crate) const WEIGHTS: &[u8] = include_bytes!(\"{WEIGHTS_FILE}\");

/// The image, and what each step makes of it.
pub(crate) type Maps = [Map; {count}];

pub(crate) fn maps() -> Maps {{
    [{}]
}}

/// Logits and rejection of an image.
pub(crate) fn run<'a>(
    image: impl Iterator<Item = f32>,
    weights: &[f32],
    maps: &'a mut Maps,
) -> [&'a Map; 2] {{
    let [{}] = maps;
    {}.fill(image);
{}    [{logits}, {rejection}]
}}
",
        maps.join(", "),
        names.join(", "),
        names[0],
        calls(graph),
    )
}

/// The weights of all steps, in half precision: the low bytes of all numbers, then the high ones,
/// because only these compress.
pub(crate) fn weights(graph: &Graph) -> Result<Vec<u8>, CompileError> {
    let mut halves = Vec::new();
    for weight in graph.steps.iter().flat_map(|step| packed(graph, step)) {
        let half = f16::from_f32(weight);
        if !half.is_finite() {
            return Err(CompileError::Weight(weight.to_string()));
        }
        halves.push(half.to_le_bytes());
    }
    let plane = |index: usize| halves.iter().map(move |half| half[index]);
    Ok(plane(0).chain(plane(1)).collect())
}

/// A convolution's weights `[channels out, channels in, size, size]` in the kernel's order.
///
/// For each block of 8 channels out (of 4 at the end): its biases, then for each row, column and
/// channel in a weight for each channel out. Zeros fill up the last block, and the channels in up
/// to `inputs`, those of the map that is read.
pub fn pack(weights: &[f32], bias: &[f32], size: usize, inputs: usize) -> Vec<f32> {
    let (outputs, area) = (bias.len(), size * size);
    let given = weights.len() / (outputs * area);
    let weight = |output: usize, input: usize, position: usize| {
        let is_given = output < outputs && input < given;
        let index = (output * given + input) * area + position;
        if is_given { weights[index] } else { 0.0 }
    };
    let mut packed = Vec::new();
    let end = outputs.next_multiple_of(LANES);
    for first in (0..end).step_by(BLOCK) {
        let block = first..end.min(first + BLOCK);
        packed.extend(
            block
                .clone()
                .map(|output| *bias.get(output).unwrap_or(&0.0)),
        );
        for (position, input) in (0..area).flat_map(|at| (0..inputs).map(move |input| (at, input)))
        {
            packed.extend(block.clone().map(|output| weight(output, input, position)));
        }
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

fn calls(graph: &Graph) -> String {
    let mut offset = 0;
    let mut calls = String::new();
    for step in &graph.steps {
        let end = offset + packed(graph, step).len();
        calls += &call(step, &format!("&weights[{offset}..{end}]"));
        offset = end;
    }
    calls
}

fn call(step: &Step, weights: &str) -> String {
    let (input, output) = (name(step.input), name(step.output));
    let call = match &step.kernel {
        Kernel::MaxPool => format!("max_pool({input}, {output})"),
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
    let least = match convolution.activation {
        Activation::Identity => "f32::NEG_INFINITY",
        Activation::Relu => "0.0",
    };
    format!(
        "Filter {{ size: {size}, stride: {stride}, padding: {padding}, least: {least}, \
         weights: {weights} }}"
    )
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
