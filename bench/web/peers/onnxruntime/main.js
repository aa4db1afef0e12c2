// onnxruntime-web on the committed model: WebAssembly with SIMD, one thread.

import * as ort from "onnxruntime-web/wasm";
import { offer } from "../contract.js";

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: WASM };

offer(async () => {
  const model = await fetch(MODEL).then((response) => response.arrayBuffer());
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  const intensities = new Float32Array(784);
  const image = new ort.Tensor("float32", intensities, [1, 1, 28, 28]);
  return async (pixels) => {
    pixels.forEach((ink, index) => {
      intensities[index] = ink / 255;
    });
    const { logits } = await session.run({ image });
    return logits.data;
  };
});
