// Fetches the network, which the first answer waits for longest: first of all programs, but when people see
// where to draw.

// Some browsers paint no page that nobody sees, and do not tell that it is hidden.
const LATEST = 1000; // ms

const painted = new Promise((resolve) => {
  setTimeout(resolve, document.hidden ? 0 : LATEST);
  requestAnimationFrame(() => setTimeout(resolve));
});

// Compiled as it arrives; what is sent with another type than WebAssembly's is taken whole.
async function compile(program) {
  const sent = await fetch(program);
  if (!sent.ok) throw new Error(`${program}: ${sent.status}`);
  const isTyped = sent.headers.get("content-type") === "application/wasm";
  return isTyped ? WebAssembly.compileStreaming(sent) : WebAssembly.compile(await sent.arrayBuffer());
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
// The page's own program knows other languages, and the drawings of links and updates.
const language = kept("localStorage", "inkling.language") ?? navigator.language;
const isPlain = language.startsWith("en") && !location.hash && !kept("sessionStorage", "inkling.drawing");

const network = isAsked ? painted.then(() => compile("./worker_bg.wasm")) : null;
const reader = isAsked && isPlain ? startReader() : null;
// Whoever awaits them is told.
for (const coming of [network, reader]) coming?.catch(() => {});
globalThis.inkling = { compile, network, painted, reader };
