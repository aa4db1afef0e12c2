// Starts the page's program and the engine, and says what keeps them from starting.

// A script that does not come tells its element only; what a module awaits tells the window.
addEventListener("error", ({ target }) => isScript(target) && tellFailure(), { capture: true });
addEventListener("unhandledrejection", tellFailure);

// Nothing large competes with what people see first. A page that nobody sees is never painted, and
// some browsers do not tell that it is hidden.
const LATEST = 1000; // ms

let isStarted = false;
setTimeout(start, document.hidden ? 0 : LATEST);
requestAnimationFrame(() => setTimeout(start));

function start() {
  if (isStarted) return;
  isStarted = true;
  // What it asks for is on its way while the engine's thread is made.
  startPage();
  if (wantsEngine()) startEngine();
}

// Its files bear other names in every build: `Trunk.toml` has them written into the page.
async function startPage() {
  const [script, wasm] = document.querySelector("meta[name=program]").content.split(" ");
  // Compiled as it arrives; what is sent with another type than WebAssembly's is taken whole.
  const program = WebAssembly.compileStreaming(fetch(wasm)).catch(() => fetch(wasm));
  program.catch(() => {}); // Whoever awaits it below is told.
  const { default: init } = await import(script);
  await init({ module_or_path: program });
}

// Whoever asks a server only, or chose another engine, needs none; `storage.rs` keeps these choices.
function wantsEngine() {
  try {
    return localStorage["inkling.engine"] !== "Server" && localStorage["inkling.browser"] !== "tract";
  } catch {
    return true; // A browser that keeps nothing has kept no choice.
  }
}

// What the engine says is kept until the page takes it over. One that dies says what the page does not
// understand, and is started again as any that does.
function startEngine() {
  const worker = new Worker("./engine.js", { type: "module" });
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = () => said.push(null);
  globalThis.engine = [worker, said];
}

function isScript(target) {
  return target === window || target instanceof HTMLScriptElement;
}

// Once the page has started, there is nowhere to say so.
function tellFailure() {
  const progress = document.getElementById("progress");
  if (!progress || progress.hasAttribute("data-final") || progress.firstElementChild) return;
  progress.textContent = "The page could not be loaded. Check your connection, then ";
  const again = document.createElement("button");
  again.textContent = "load it again";
  again.addEventListener("click", () => location.reload());
  progress.append(again);
}
