// Starts the network, which the first answer waits for longest: before the page's style, which is small.

globalThis.inkling = (() => {
  // As the build packs it, and compiled as it arrives. WebKit takes what `index.html` has asked for only if
  // both ask alike.
  async function fetchNetwork() {
    const { ok, status, body } = await fetch("./network.bin", { mode: "no-cors", credentials: "include" });
    if (!ok) throw new Error(`network.bin: ${status}`);
    const headers = { "content-type": "application/wasm" };
    const program = body.pipeThrough(new DecompressionStream("gzip"));
    return WebAssembly.compileStreaming(new Response(program, { headers }));
  }

  // In this thread: a worker takes longer to start than the network to answer.
  async function startReader() {
    const { default: init, Reader } = await import("./worker.js");
    await init({ module_or_path: await network });
    return new Reader();
  }

  // Nothing where the browser keeps nothing.
  function kept(storage, name) {
    try {
      return window[storage][name];
    } catch {
      return undefined;
    }
  }

  // Whoever asks a server only, or chose another engine, needs none; `storage.rs` keeps these choices.
  const isAsked =
    kept("localStorage", "inkling.engine") !== "Server" && kept("localStorage", "inkling.browser") !== "tract";
  const network = isAsked ? fetchNetwork() : null;

  // The page's own program knows other languages, and the drawings of links and updates. Session storage
  // takes milliseconds to ask, and has something after a reload only.
  const language = kept("localStorage", "inkling.language") ?? navigator.language;
  const [{ type }] = performance.getEntriesByType("navigation");
  const isUpdated = type !== "navigate" && kept("sessionStorage", "inkling.drawing");
  const isPlain = language.startsWith("en") && !location.hash && !isUpdated;
  const reader = isAsked && isPlain ? startReader() : null;
  // Whoever awaits them is told.
  for (const coming of [network, reader]) coming?.catch(() => {});
  return { network, reader };
})();
