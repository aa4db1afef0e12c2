// Loads the app after the first answer, and reports failures to load it.

import { afterPaint, find } from "./dom.js";
import { hasAnswer } from "./first-answer.js";
import { activate, handOver, penLifted } from "./pad.js";

const { network, reader } = globalThis.inkling;

// A script that fails to load notifies its element only; a module's failed `await` notifies the window.
addEventListener("error", ({ target }) => isScript(target) && reportFailure(), { capture: true });
addEventListener("unhandledrejection", reportFailure);

// Latest start of loading the app, for users who have not drawn yet.
const LATEST = 1000; // ms

let isLoading = false;
if (reader) {
  activate(load);
  setTimeout(load, LATEST);
} else {
  // The app shows another drawing or language.
  find("#placeholder main").hidden = true;
  firstPaint().then(load);
}

/** Loads and mounts the app. Its file names change with every build: `Trunk.toml` puts them into a `meta` element. */
async function load() {
  if (isLoading) return;
  isLoading = true;
  find("#progress").hidden = false;
  const engine = network && startEngine(network);
  const names = /** @type {HTMLMetaElement} */ (find("meta[name=program]"));
  const [script, wasm] = names.content.split(" ");
  const program = compile(wasm);
  program.catch(() => {}); // Reported where it is awaited.
  const { default: init } = await import(script);
  const module_or_path = await program;
  await penLifted();
  // A visible answer stays until the app's engine can repeat it.
  if (hasAnswer()) await engine;
  const handedOver = handOver();
  await init({ module_or_path });
  await handedOver;
}

/**
 * Compiles a program while it arrives, or after the download if the host sends another content type.
 *
 * @param {string} program address
 */
async function compile(program) {
  const response = await fetch(program);
  if (!response.ok) throw new Error(`${program}: ${response.status}`);
  const isWasm = response.headers.get("content-type") === "application/wasm";
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Resolves after the first paint, or after a timeout: some browsers neither paint an invisible page nor
 * report it as hidden.
 *
 * @returns {Promise<void>}
 */
function firstPaint() {
  return new Promise((resolve) => {
    setTimeout(resolve, document.hidden ? 0 : LATEST);
    afterPaint().then(resolve);
  });
}

/**
 * Starts the engine's worker. Buffers its messages until the app attaches; a crash is buffered as `null`,
 * which the app treats as a dead worker and restarts. Resolves at the first message.
 *
 * @param {Promise<WebAssembly.Module>} network
 * @returns {Promise<unknown>}
 */
function startEngine(network) {
  const worker = new Worker("./engine.js", { type: "module", name: "early" });
  /** @type {unknown[]} */
  const messages = [];
  globalThis.engine = [worker, messages];
  /** @param {WebAssembly.Module | null} program */
  const send = (program) => worker.postMessage(program);
  network.then(send, () => send(null));
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(messages.push(data));
    worker.onerror = () => resolve(messages.push(null));
  });
}

/** @param {EventTarget | null} target */
function isScript(target) {
  return target === window || target instanceof HTMLScriptElement;
}

/** Offers to load the page again, unless the app has mounted or another message is shown. */
function reportFailure() {
  const progress = document.getElementById("progress");
  if (!progress || progress.hasAttribute("data-final") || progress.firstElementChild) return;
  progress.hidden = false;
  progress.textContent = "The page could not be loaded. Check your connection, then ";
  const again = document.createElement("button");
  again.textContent = "load it again";
  again.addEventListener("click", () => location.reload());
  progress.append(again);
}
