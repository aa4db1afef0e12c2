// TensorFlow.js with its WebAssembly backend (SIMD, one thread) and the committed model's weights.
// Only the kernels that the network needs are bundled, as its guide for production recommends.

import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm/dist/base.js";
import { _fusedMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul.js";
import { fusedConv2DConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D.js";
import { maxPoolConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool.js";
import { reshapeConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape.js";
import { offer } from "../contract.js";

[_fusedMatMulConfig, fusedConv2DConfig, maxPoolConfig, reshapeConfig].forEach(tf.registerKernel);
// Each name must have a file; this one is taken where there is SIMD and the page is not isolated.
const names = ["", "-simd", "-threaded-simd"].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
setWasmPaths(Object.fromEntries(names.map((name) => [name, WASM])));

const layerOf = ({ operator, shape, pad, activation }, weights) => {
  if (operator === "pool") return (x) => tf.maxPool(x, 2, 2, "valid");
  if (operator === "flatten") return (x) => tf.reshape(x, [x.shape[0], -1]);
  const numbers = tf.tensor(weights.take(shape), shape);
  const bias = tf.tensor(weights.take(shape.slice(-1)));
  if (operator === "dense") return (x) => tf.fused.matMul({ a: x, b: numbers, bias });
  return (x) => tf.fused.conv2d({ x, filter: numbers, strides: 1, pad, bias, activation });
};

class Weights {
  constructor(bytes) {
    this.rest = new Float32Array(bytes);
  }
  take(shape) {
    const length = shape.reduce((length, side) => length * side, 1);
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }
}

offer(async () => {
  const model = fetch(MODEL).then((response) => response.arrayBuffer());
  await tf.setBackend("wasm");
  const weights = new Weights(await model);
  const layers = LAYERS.map((layer) => layerOf(layer, weights));
  const forward = (pixels) => {
    const intensities = Float32Array.from(pixels, (ink) => ink / 255);
    const image = tf.tensor(intensities, [1, 28, 28, 1]);
    return layers.reduce((x, layer) => layer(x), image);
  };
  // Ten logits, then the rejection.
  return (pixels) => tf.tidy(() => forward(pixels).dataSync().subarray(0, 10));
});
