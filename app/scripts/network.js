// Starts the network download before the stylesheet: the first answer waits for it the longest.

import { fetchNetwork } from "./fetch-network.js";
import { stored } from "./stored.js";

// Not a literal in `import()`, which esbuild would wrap in CommonJS helpers in a classic script.
const BINDINGS = "./worker.js";

// Neither the server nor tract needs the network. The app writes these settings.
const needsNetwork =
  stored("localStorage", "inkling.engine") !== "Server" &&
  stored("localStorage", "inkling.browser") !== "tract";
// WebKit uses the preload in `index.html` only for a request with the same mode and credentials.
const network = needsNetwork ? fetchNetwork({ mode: "no-cors", credentials: "include" }) : null;

// The app alone handles other languages and the drawings of links and updates. Session storage takes
// milliseconds to open, and holds a drawing only after a reload.
const language = stored("localStorage", "inkling.language") ?? navigator.language;
const [{ type }] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
const hasDrawing = location.hash || (type !== "navigate" && stored("sessionStorage", "inkling.drawing"));
const reader = network && language.startsWith("en") && !hasDrawing ? startReader(network) : null;

// `start.js` and the engine's worker report failures.
for (const promise of [network, reader]) promise?.catch(() => {});
globalThis.inkling = { network, reader };

/**
 * Starts the network on the main thread: a worker takes longer to start than one inference.
 *
 * @param {Promise<WebAssembly.Module>} network
 */
async function startReader(network) {
  /** @type {typeof import("./worker.js")} */
  const { default: init, Reader } = await import(BINDINGS);
  await init({ module_or_path: await network });
  return new Reader();
}
