// Starts the engine. What goes wrong on the way is sent to the page as a sentence.
try {
  const { default: init } = await import("./worker.js");
  await init();
} catch (error) {
  postMessage(String(error));
}
