// Globals that inline scripts, workers and the app share, and modules that wasm-bindgen writes.

/** Loads and starts a program; wasm-bindgen writes it. */
type Init = (options?: { module_or_path: WebAssembly.Module }) => Promise<unknown>;

/** The network on the main thread (`app/worker/src/first.rs`). */
interface Reader {
  /** The number in strokes of x, y, x, y, … in drawing units; `undefined` if it is rejected. */
  read(strokes: Float32Array[]): string | undefined;
}

declare module "*/worker.js" {
  const init: Init;
  export default init;
  export const Reader: new () => Reader;
}

declare module "*/tract-worker.js" {
  const init: Init;
  export default init;
}

declare module "*/scanner.js" {
  const init: Init;
  export default init;
}

/** Started by `network.js`; `null` where the page needs none. */
declare var inkling: {
  network: Promise<WebAssembly.Module> | null;
  reader: Promise<Reader> | null;
};

/** The engine's worker with its messages so far, until the app takes them (`app/src/engine`). */
declare var engine: [Worker, unknown[]] | undefined;
