// Starts the engine. One that is called early is sent its program, or nothing if that did not come; else
// it is on the way while the script that runs it is. What goes wrong is sent to the page as a sentence.
const sent = () => new Promise((resolve) => addEventListener("message", resolve, { once: true }));
try {
  const program = name === "early" ? (await sent()).data : null;
  const fetched = program ?? fetch("./worker_bg.wasm");
  Promise.resolve(fetched).catch(() => {}); // Whoever awaits it below is told.
  const { default: init } = await import("./worker.js");
  await init({ module_or_path: fetched });
} catch (error) {
  postMessage(String(error));
}
