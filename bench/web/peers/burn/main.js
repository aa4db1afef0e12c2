// burn's own processor backend, flex, in WebAssembly with SIMD, one thread; the weights are in it.

import init, { Network } from "burn-peer";
import { offer } from "../contract.js";

offer(async () => {
  await init({ module_or_path: WASM });
  const network = new Network();
  return (pixels) => network.logits(pixels);
});
