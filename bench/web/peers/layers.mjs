// The committed model for TensorFlow.js: layers, and weights in its order, channels last.

import protobuf from "protobufjs";

const SCHEMA = `syntax = "proto3";
  message Attribute { string name = 1; int64 i = 3; repeated int64 ints = 8; }
  message Node { repeated string input = 1; string op_type = 4; repeated Attribute attribute = 5; }
  message Tensor { repeated int64 dims = 1; string name = 8; bytes raw_data = 9; }
  message Graph { repeated Node node = 1; repeated Tensor initializer = 5; }
  message Model { Graph graph = 7; }`;

// Reorders numbers into `shape`; `index` maps its coordinates to positions in `numbers`.
const reordered = (numbers, shape, index) => {
  const coordinates = shape.reduce(
    (all, side) => all.flatMap((some) => Array.from({ length: side }, (_, at) => [...some, at])),
    [[]],
  );
  return coordinates.map((at) => numbers[index(at)]);
};

const convolution = ([weights, bias], attributes, isRectified) => {
  const [outputs, inputs, height, width] = weights.shape;
  if (attributes.strides.some((stride) => stride !== 1)) throw new Error("strides are not translated");
  const shape = [height, width, inputs, outputs];
  const index = ([y, x, from, to]) => ((to * inputs + from) * height + y) * width + x;
  return {
    layer: { operator: "conv", shape, pad: attributes.pads[0], activation: isRectified ? "relu" : "linear" },
    numbers: [...reordered(weights.numbers, shape, index), ...bias.numbers],
  };
};

// Merges the dense layers, which all follow the flattened feature maps of `pixels` pixels.
const dense = (heads, pixels) => {
  const rows = heads.flatMap(([weights]) => {
    const [outputs, inputs] = weights.shape;
    return Array.from({ length: outputs }, (_, at) => weights.numbers.slice(at * inputs, (at + 1) * inputs));
  });
  const shape = [rows[0].length, rows.length];
  const channels = rows[0].length / pixels;
  // ONNX flattens channel by channel, TensorFlow.js pixel by pixel.
  const place = (input) => (input % channels) * pixels + Math.floor(input / channels);
  const numbers = Array.from({ length: shape[0] }, (_, input) => rows.map((row) => row[place(input)]));
  return {
    layer: { operator: "dense", shape },
    numbers: [...numbers.flat(), ...heads.flatMap(([, bias]) => [...bias.numbers])],
  };
};

const read = (onnx) => {
  const { root } = protobuf.parse(SCHEMA, { keepCase: true });
  const { graph } = root.lookupType("Model").decode(onnx);
  const tensors = graph.initializer.map(({ name, dims, raw_data }) => {
    const numbers = new Float32Array(new Uint8Array(raw_data).buffer);
    return [name, { shape: dims.map(Number), numbers }];
  });
  return { nodes: graph.node, tensors: new Map(tensors) };
};

const attributesOf = (node) =>
  Object.fromEntries(
    node.attribute.map(({ name, i, ints }) => [name, ints.length ? ints.map(Number) : Number(i)]),
  );

// The layers, and their weights in the same order.
export const translate = (onnx) => {
  const { nodes, tensors } = read(onnx);
  const weightsOf = (node) => node.input.slice(1).map((name) => tensors.get(name));
  const parts = [];
  let side = 28;
  nodes.forEach((node, index) => {
    const attributes = attributesOf(node);
    switch (node.op_type) {
      case "Conv":
        side += 2 * attributes.pads[0] - 2;
        parts.push(convolution(weightsOf(node), attributes, nodes[index + 1].op_type === "Relu"));
        break;
      case "MaxPool":
        side = Math.floor(side / 2);
        parts.push({ layer: { operator: "pool" }, numbers: [] });
        break;
      case "Flatten":
        parts.push({ layer: { operator: "flatten" }, numbers: [] });
        break;
      // Fused with the convolution before it, merged into the last dense layer, or about the rejection's shape.
      case "Relu":
      case "Gemm":
      case "Constant":
      case "Squeeze":
        break;
      default:
        throw new Error(
          `the operator ${node.op_type} is not translated for TensorFlow.js: do it in layers.mjs`,
        );
    }
  });
  const heads = nodes.filter((node) => node.op_type === "Gemm").map(weightsOf);
  parts.push(dense(heads, side * side));
  return {
    layers: parts.map(({ layer }) => layer),
    weights: Float32Array.from(parts.flatMap(({ numbers }) => numbers)),
  };
};
