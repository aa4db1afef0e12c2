// Starts the engine: its program is on the way while the script that runs it is. What goes wrong is
// sent to the page as a sentence.
try {
  const program = fetch("./worker_bg.wasm");
  program.catch(() => {}); // Whoever awaits it below is told.
  const { default: init } = await import("./worker.js");
  await init({ module_or_path: program });
} catch (error) {
  postMessage(String(error));
}
