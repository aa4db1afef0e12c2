//! ONNX's nodes, one after the other.

use std::collections::HashMap;

use super::attributes::{allow, demand, form, is_scaling, uniform};
use super::{Activation, Convolution, Graph, Kernel, Shape, Step};
use crate::CompileError;
use crate::onnx::{self, Node};

/// What the network is fed: one digit image.
const INPUT: Shape = Shape {
    channels: 1,
    height: 28,
    width: 28,
};
/// Channels of the network's outputs: logits, rejection.
const OUTPUTS: [usize; 2] = [10, 1];

struct Weights {
    shape: Vec<usize>,
    numbers: Vec<f32>,
}

impl Weights {
    fn named(tensor: &onnx::Tensor) -> Option<(&str, Self)> {
        let (shape, numbers) = (tensor.shape()?, tensor.numbers());
        Some((&tensor.name, Self { shape, numbers }))
    }
}

pub(super) struct Reader<'a> {
    weights: HashMap<&'a str, Weights>,
    /// Which numbers go by this name.
    values: HashMap<&'a str, usize>,
    shapes: Vec<Shape>,
    steps: Vec<Step>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(graph: &'a onnx::Graph) -> Result<Self, CompileError> {
        let tensors = graph.initializer.iter();
        let weights: HashMap<_, _> = tensors.filter_map(Weights::named).collect();
        // Old files list the weights among the inputs, too.
        let mut inputs = graph.input.iter().map(|input| input.name.as_str());
        let image = inputs.find(|name| !weights.contains_key(name));
        let image = image.ok_or_else(|| CompileError::Contract("there is no input".into()))?;
        Ok(Self {
            weights,
            values: HashMap::from([(image, 0)]),
            shapes: vec![INPUT],
            steps: Vec::new(),
        })
    }

    pub(super) fn read(&mut self, node: &'a Node) -> Result<(), CompileError> {
        match node.op_type.as_str() {
            // Only Squeeze takes one, and its axes change no number.
            "Constant" => Ok(()),
            "Flatten" | "Squeeze" => self.rename(node),
            "Relu" => self.rectify(node),
            "Conv" => self.convolve(node),
            "Gemm" => self.multiply(node),
            "MaxPool" => self.pool(node),
            _ => Err(CompileError::Operator {
                operator: node.op_type.clone(),
                node: node.name.clone(),
            }),
        }
    }

    /// The same numbers in the same order.
    fn rename(&mut self, node: &'a Node) -> Result<(), CompileError> {
        let input = self.input(node)?;
        self.values.insert(&node.output[0], input);
        Ok(())
    }

    /// Becomes part of the step before it.
    fn rectify(&mut self, node: &'a Node) -> Result<(), CompileError> {
        let input = self.input(node)?;
        let is_read = self.steps.iter().any(|step| step.input == input);
        match self.steps.iter_mut().find(|step| step.output == input) {
            Some(Step {
                kernel: Kernel::Convolve(convolution),
                ..
            }) if !is_read => convolution.activation = Activation::Relu,
            _ => return Err(form(node, "it can only follow Conv and Gemm")),
        }
        // What was before the rectifier exists no more, by no name.
        self.values.retain(|_, value| *value != input);
        self.values.insert(&node.output[0], input);
        Ok(())
    }

    fn convolve(&mut self, node: &'a Node) -> Result<(), CompileError> {
        allow(
            node,
            &["dilations", "group", "kernel_shape", "pads", "strides"],
        )?;
        demand(node, "group", 1, 1)?;
        demand(node, "dilations", 1, 1)?;
        let (stride, padding) = (uniform(node, "strides", 1)?, uniform(node, "pads", 0)?);
        let weights = self.weights(node, 1)?;
        let [outputs, inputs, size, columns] = weights.shape[..] else {
            return Err(form(node, "its window has not two dimensions"));
        };
        let input = self.shapes[self.input(node)?];
        let (height, width) = (input.height + 2 * padding, input.width + 2 * padding);
        if stride == 0 || size != columns || inputs != input.channels || size > height.min(width) {
            let shape = &weights.shape;
            return Err(form(node, format!("a window {shape:?} over {input:?}")));
        }
        let shape = Shape {
            channels: outputs,
            height: (height - size) / stride + 1,
            width: (width - size) / stride + 1,
        };
        let convolution = self.convolution(node, (size, stride, padding), outputs)?;
        self.step(node, shape, Kernel::Convolve(convolution))
    }

    /// A dense layer: its weights have the order of a window as large as the input.
    fn multiply(&mut self, node: &'a Node) -> Result<(), CompileError> {
        allow(node, &["alpha", "beta", "transA", "transB"])?;
        demand(node, "transA", 0, 0)?;
        demand(node, "transB", 0, 1)?;
        if node.attribute.iter().any(is_scaling) {
            return Err(form(node, "alpha and beta other than 1"));
        }
        let input = self.shapes[self.input(node)?];
        let weights = self.weights(node, 1)?;
        let features = input.channels * input.height * input.width;
        let outputs = match weights.shape[..] {
            [outputs, inputs] if inputs == features && input.height == input.width => outputs,
            _ => return Err(form(node, format!("{:?} over {input:?}", weights.shape))),
        };
        let shape = Shape {
            channels: outputs,
            height: 1,
            width: 1,
        };
        let convolution = self.convolution(node, (input.height, 1, 0), outputs)?;
        self.step(node, shape, Kernel::Convolve(convolution))
    }

    fn pool(&mut self, node: &'a Node) -> Result<(), CompileError> {
        let known = ["ceil_mode", "dilations", "kernel_shape", "pads", "strides"];
        allow(node, &known)?;
        demand(node, "ceil_mode", 0, 0)?;
        demand(node, "dilations", 1, 1)?;
        demand(node, "kernel_shape", 1, 2)?;
        demand(node, "pads", 0, 0)?;
        demand(node, "strides", 1, 2)?;
        let input = self.shapes[self.input(node)?];
        let shape = Shape {
            height: input.height / 2,
            width: input.width / 2,
            ..input
        };
        self.step(node, shape, Kernel::MaxPool)
    }

    fn convolution(
        &self,
        node: &Node,
        (size, stride, padding): (usize, usize, usize),
        outputs: usize,
    ) -> Result<Convolution, CompileError> {
        let bias = match node.input.len() {
            2 => vec![0.0; outputs],
            _ => self.weights(node, 2)?.numbers.clone(),
        };
        if bias.len() != outputs {
            return Err(form(node, format!("a bias of {} numbers", bias.len())));
        }
        Ok(Convolution {
            size,
            stride,
            padding,
            activation: Activation::Identity,
            weights: self.weights(node, 1)?.numbers.clone(),
            bias,
        })
    }

    fn step(&mut self, node: &'a Node, shape: Shape, kernel: Kernel) -> Result<(), CompileError> {
        let (input, output) = (self.input(node)?, self.shapes.len());
        self.shapes.push(shape);
        self.values.insert(&node.output[0], output);
        self.steps.push(Step {
            name: node.name.clone(),
            input,
            output,
            kernel,
        });
        Ok(())
    }

    fn input(&self, node: &Node) -> Result<usize, CompileError> {
        let name = node.input.first().map_or("", String::as_str);
        let value = self.values.get(name).copied();
        value.ok_or_else(|| form(node, format!("nothing known computes its input {name}")))
    }

    fn weights(&self, node: &Node, index: usize) -> Result<&Weights, CompileError> {
        let weights = node.input.get(index).map(String::as_str);
        let weights = weights.and_then(|name| self.weights.get(name));
        weights.ok_or_else(|| form(node, "its weights are not there as 32-bit numbers"))
    }

    pub(super) fn finish(self, graph: &onnx::Graph) -> Result<Graph, CompileError> {
        let names = graph.output.iter().map(|output| output.name.as_str());
        let outputs: Vec<usize> = names
            .filter_map(|name| self.values.get(name).copied())
            .collect();
        let shapes = outputs.iter().map(|&output| self.shapes[output]);
        let expected = OUTPUTS.map(|channels| Shape {
            channels,
            height: 1,
            width: 1,
        });
        match outputs[..] {
            [logits, rejection] if shapes.clone().eq(expected) => Ok(Graph {
                shapes: self.shapes,
                steps: self.steps,
                outputs: [logits, rejection],
            }),
            _ => {
                let found: Vec<Shape> = shapes.collect();
                Err(CompileError::Contract(format!("its outputs are {found:?}")))
            }
        }
    }
}
