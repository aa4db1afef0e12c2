// Worker that runs the network. Errors during the start are posted as strings. A worker named `early` receives
// the compiled network, or `null` if the page could not load it.

import { fetchNetwork } from "./fetch-network.js";

/** @type {Promise<MessageEvent<WebAssembly.Module | null>>} */
const received = new Promise((resolve) => addEventListener("message", resolve, { once: true }));

async function program() {
  return (self.name === "early" && (await received).data) || fetchNetwork();
}

try {
  const [module_or_path, { default: init }] = await Promise.all([program(), import("./worker.js")]);
  await init({ module_or_path });
} catch (error) {
  postMessage(String(error));
}
