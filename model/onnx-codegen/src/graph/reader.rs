//! Translation of ONNX nodes to kernel calls.

use std::collections::HashMap;

use super::attributes::{allow_only, is_scaling, require, uniform, unsupported};
use super::{Activation, Conv2d, Graph, Kernel, Shape, Step};
use crate::CodegenError;
use crate::onnx::{self, Node};

/// Shape of the network's input: one digit image.
const INPUT: Shape = Shape {
    channels: 1,
    height: 28,
    width: 28,
};
/// Channels of the network's outputs: logits, rejection.
const OUTPUTS: [usize; 2] = [10, 1];

/// Initializer of the graph.
struct Weights {
    shape: Vec<usize>,
    values: Vec<f32>,
}

impl Weights {
    fn named(tensor: &onnx::Tensor) -> Option<(&str, Self)> {
        let (shape, values) = (tensor.shape()?, tensor.values());
        Some((&tensor.name, Self { shape, values }))
    }
}

/// Translator state: known weights, named activations, and the kernel calls so far.
pub(super) struct Reader<'a> {
    weights: HashMap<&'a str, Weights>,
    /// Activation index by value name.
    activations: HashMap<&'a str, usize>,
    shapes: Vec<Shape>,
    steps: Vec<Step>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(graph: &'a onnx::Graph) -> Result<Self, CodegenError> {
        let tensors = graph.initializer.iter();
        let weights: HashMap<_, _> = tensors.filter_map(Weights::named).collect();
        // Old exporters list the weights as inputs, too.
        let mut inputs = graph.input.iter().map(|input| input.name.as_str());
        let image = inputs.find(|name| !weights.contains_key(name));
        let image = image.ok_or_else(|| CodegenError::Contract("there is no input".into()))?;
        Ok(Self {
            weights,
            activations: HashMap::from([(image, 0)]),
            shapes: vec![INPUT],
            steps: Vec::new(),
        })
    }

    pub(super) fn read(&mut self, node: &'a Node) -> Result<(), CodegenError> {
        match node.op_type.as_str() {
            // Only Squeeze has one as input: its axes, which do not change the data.
            "Constant" => Ok(()),
            "Flatten" | "Squeeze" => self.alias(node),
            "Relu" => self.fuse_relu(node),
            "Conv" => self.convolution(node),
            "Gemm" => self.dense(node),
            "MaxPool" => self.max_pool(node),
            _ => Err(CodegenError::Operator {
                operator: node.op_type.clone(),
                node: node.name.clone(),
            }),
        }
    }

    /// Reshaping keeps the data: the output is another name of the input.
    fn alias(&mut self, node: &'a Node) -> Result<(), CodegenError> {
        let input = self.input(node)?;
        self.activations.insert(&node.output[0], input);
        Ok(())
    }

    /// Fuses ReLU into the preceding convolution.
    fn fuse_relu(&mut self, node: &'a Node) -> Result<(), CodegenError> {
        let input = self.input(node)?;
        let is_read = self.steps.iter().any(|step| step.input == input);
        match self.steps.iter_mut().find(|step| step.output == input) {
            Some(Step {
                kernel: Kernel::Conv2d(conv),
                ..
            }) if !is_read => conv.activation = Activation::Relu,
            _ => return Err(unsupported(node, "it can only follow Conv and Gemm")),
        }
        // The activation before ReLU no longer exists, under any name.
        self.activations.retain(|_, index| *index != input);
        self.activations.insert(&node.output[0], input);
        Ok(())
    }

    fn convolution(&mut self, node: &'a Node) -> Result<(), CodegenError> {
        allow_only(
            node,
            &["dilations", "group", "kernel_shape", "pads", "strides"],
        )?;
        require(node, "group", 1, 1)?;
        require(node, "dilations", 1, 1)?;
        let (stride, padding) = (uniform(node, "strides", 1)?, uniform(node, "pads", 0)?);
        let weights = self.weights(node, 1)?;
        let [outputs, inputs, size, columns] = weights.shape[..] else {
            return Err(unsupported(node, "its kernel does not have two dimensions"));
        };
        let input = self.shapes[self.input(node)?];
        let (height, width) = (input.height + 2 * padding, input.width + 2 * padding);
        if stride == 0 || size != columns || inputs != input.channels || size > height.min(width) {
            let shape = &weights.shape;
            return Err(unsupported(
                node,
                format!("a kernel {shape:?} over {input:?}"),
            ));
        }
        let shape = Shape {
            channels: outputs,
            height: (height - size) / stride + 1,
            width: (width - size) / stride + 1,
        };
        let conv = self.conv2d(node, (size, stride, padding), outputs)?;
        self.step(node, shape, Kernel::Conv2d(conv))
    }

    /// A dense layer is a convolution whose kernel covers the whole input: the weights have the same order.
    fn dense(&mut self, node: &'a Node) -> Result<(), CodegenError> {
        allow_only(node, &["alpha", "beta", "transA", "transB"])?;
        require(node, "transA", 0, 0)?;
        require(node, "transB", 0, 1)?;
        if node.attribute.iter().any(is_scaling) {
            return Err(unsupported(node, "alpha and beta other than 1"));
        }
        let input = self.shapes[self.input(node)?];
        let weights = self.weights(node, 1)?;
        let features = input.channels * input.height * input.width;
        let outputs = match weights.shape[..] {
            [outputs, inputs] if inputs == features && input.height == input.width => outputs,
            _ => {
                return Err(unsupported(
                    node,
                    format!("{:?} over {input:?}", weights.shape),
                ));
            }
        };
        let shape = Shape {
            channels: outputs,
            height: 1,
            width: 1,
        };
        let conv = self.conv2d(node, (input.height, 1, 0), outputs)?;
        self.step(node, shape, Kernel::Conv2d(conv))
    }

    fn max_pool(&mut self, node: &'a Node) -> Result<(), CodegenError> {
        let known = ["ceil_mode", "dilations", "kernel_shape", "pads", "strides"];
        allow_only(node, &known)?;
        require(node, "ceil_mode", 0, 0)?;
        require(node, "dilations", 1, 1)?;
        require(node, "kernel_shape", 1, 2)?;
        require(node, "pads", 0, 0)?;
        require(node, "strides", 1, 2)?;
        let input = self.shapes[self.input(node)?];
        let shape = Shape {
            height: input.height / 2,
            width: input.width / 2,
            ..input
        };
        self.step(node, shape, Kernel::MaxPool)
    }

    fn conv2d(
        &self,
        node: &Node,
        (size, stride, padding): (usize, usize, usize),
        outputs: usize,
    ) -> Result<Conv2d, CodegenError> {
        let bias = if node.input.len() == 2 {
            vec![0.0; outputs]
        } else {
            self.weights(node, 2)?.values.clone()
        };
        if bias.len() != outputs {
            return Err(unsupported(
                node,
                format!("a bias of {} numbers", bias.len()),
            ));
        }
        Ok(Conv2d {
            size,
            stride,
            padding,
            activation: Activation::Identity,
            weights: self.weights(node, 1)?.values.clone(),
            bias,
        })
    }

    /// Adds a kernel call with a new activation.
    fn step(&mut self, node: &'a Node, shape: Shape, kernel: Kernel) -> Result<(), CodegenError> {
        let (input, output) = (self.input(node)?, self.shapes.len());
        self.shapes.push(shape);
        self.activations.insert(&node.output[0], output);
        self.steps.push(Step {
            name: node.name.clone(),
            input,
            output,
            kernel,
        });
        Ok(())
    }

    /// Activation index of a node's first input.
    fn input(&self, node: &Node) -> Result<usize, CodegenError> {
        let name = node.input.first().map_or("", String::as_str);
        let index = self.activations.get(name).copied();
        index.ok_or_else(|| {
            unsupported(node, format!("no supported node computes its input {name}"))
        })
    }

    fn weights(&self, node: &Node, index: usize) -> Result<&Weights, CodegenError> {
        let weights = node.input.get(index).map(String::as_str);
        let weights = weights.and_then(|name| self.weights.get(name));
        weights.ok_or_else(|| unsupported(node, "its weights are not 32-bit floats in this file"))
    }

    pub(super) fn finish(self, graph: &onnx::Graph) -> Result<Graph, CodegenError> {
        let names = graph.output.iter().map(|output| output.name.as_str());
        let outputs: Vec<usize> = names
            .filter_map(|name| self.activations.get(name).copied())
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
                Err(CodegenError::Contract(format!("its outputs are {found:?}")))
            }
        }
    }
}
