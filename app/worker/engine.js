// Starts the engine. One that is called early is sent its program, or nothing if that did not come; what
// goes wrong is sent to the page as a sentence.
const sent = new Promise((resolve) => addEventListener("message", resolve, { once: true }));

// As the build packs it, and compiled as it arrives.
async function fetchNetwork() {
  const { ok, status, body } = await fetch("./network.bin");
  if (!ok) throw new Error(`network.bin: ${status}`);
  const headers = { "content-type": "application/wasm" };
  const program = body.pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(program, { headers }));
}

async function program() {
  return (name === "early" && (await sent).data) || fetchNetwork();
}

try {
  const [module_or_path, { default: init }] = await Promise.all([program(), import("./worker.js")]);
  await init({ module_or_path });
} catch (error) {
  postMessage(String(error));
}
