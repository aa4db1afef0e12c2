// The compiled network: gzip by the build (`network.bin`), so that it is small on every host.

/**
 * Downloads, unpacks and compiles the network in one stream.
 *
 * @param {RequestInit} [options]
 * @throws {Error} if the host does not have it
 */
export async function fetchNetwork(options) {
  const { ok, status, body } = await fetch("./network.bin", options);
  if (!ok || !body) throw new Error(`network.bin: ${status}`);
  const headers = { "content-type": "application/wasm" };
  const program = body.pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(program, { headers }));
}
