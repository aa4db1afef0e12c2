// Starts tract. What goes wrong on the way is sent to the page as a sentence.
try {
  const { default: init } = await import("./tract-worker.js");
  await init();
} catch (error) {
  postMessage(String(error));
}
