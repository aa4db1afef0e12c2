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

// What the engine says is kept until the page takes it over. One that dies says what the page does not
// understand, and is started again as any that does.
function startEngine() {
  const worker = new Worker("./engine.js", { type: "module" });
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = () => said.push(null);
  globalThis.engine = [worker, said];
}
