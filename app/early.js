// Starts the engine while the page is on its way. Part of the page itself: a worker takes long to
// start, and nothing else is done meanwhile.

if (wantsEngine()) startEngine();

// Whoever asks a server only, or chose another engine, needs none; `storage.rs` keeps these choices.
function wantsEngine() {
  try {
    return localStorage["inkling.engine"] !== "Server" && localStorage["inkling.browser"] !== "tract";
  } catch {
    return true; // A browser that keeps nothing has kept no choice.
  }
}

// What the engine says is kept until the page takes it over; one that fails is left to the page to
// start again.
function startEngine() {
  const worker = new Worker("./engine.js", { type: "module" });
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = () => delete globalThis.engine;
  globalThis.engine = [worker, said];
}
