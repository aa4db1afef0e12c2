// Starts the rest of the page after the first answer, and says what keeps it from starting.

const { begin, handOver, hasAnswered, network, reader, rest } = globalThis.inkling;

// A script that does not come tells its element only; what a module awaits tells the window.
addEventListener("error", ({ target }) => isScript(target) && tellFailure(), { capture: true });
addEventListener("unhandledrejection", tellFailure);

// Whoever draws needs none of it until then; whoever does not is not kept waiting.
const LATEST = 1000; // ms

let isLoaded = false;
if (reader) {
  begin(load);
  setTimeout(load, LATEST);
} else {
  // There is something else to see, or it is said in other words.
  document.querySelector("#placeholder main").hidden = true;
  painted().then(load);
}

// Its files bear other names in every build: `Trunk.toml` has them written into the page.
async function load() {
  if (isLoaded) return;
  isLoaded = true;
  document.getElementById("progress").hidden = false;
  const engine = network && startEngine();
  const [script, wasm] = document.querySelector("meta[name=program]").content.split(" ");
  const program = compile(wasm);
  program.catch(() => {}); // Whoever awaits it below is told.
  const { default: init } = await import(script);
  const module_or_path = await program;
  await rest();
  // An answer that people see is not taken from them before there is who can give it again.
  if (hasAnswered()) await engine;
  const handedOver = handOver();
  await init({ module_or_path });
  await handedOver;
}

// Compiled as it arrives; what is sent with another type than WebAssembly's is taken whole.
async function compile(program) {
  const sent = await fetch(program);
  if (!sent.ok) throw new Error(`${program}: ${sent.status}`);
  const isTyped = sent.headers.get("content-type") === "application/wasm";
  return isTyped ? WebAssembly.compileStreaming(sent) : WebAssembly.compile(await sent.arrayBuffer());
}

// Until people see the page. Some browsers paint none that nobody sees, and do not tell that it is hidden.
function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, document.hidden ? 0 : LATEST);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

// What the engine says is kept until the page's program takes it over. One that dies says what that does
// not understand, and is started again as any that does. Returns when it has said something.
function startEngine() {
  const worker = new Worker("./engine.js", { type: "module", name: "early" });
  const said = [];
  globalThis.engine = [worker, said];
  const send = (program) => worker.postMessage(program);
  network.then(send, () => send(null));
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(said.push(data));
    worker.onerror = () => resolve(said.push(null));
  });
}

function isScript(target) {
  return target === window || target instanceof HTMLScriptElement;
}

// Once the page has started, there is nowhere to say so.
function tellFailure() {
  const progress = document.getElementById("progress");
  if (!progress || progress.hasAttribute("data-final") || progress.firstElementChild) return;
  progress.hidden = false;
  progress.textContent = "The page could not be loaded. Check your connection, then ";
  const again = document.createElement("button");
  again.textContent = "load it again";
  again.addEventListener("click", () => location.reload());
  progress.append(again);
}
