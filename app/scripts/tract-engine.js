// Worker that runs tract. Errors during the start are posted as strings.
try {
  const { default: init } = await import("./tract-worker.js");
  await init();
} catch (error) {
  postMessage(String(error));
}
