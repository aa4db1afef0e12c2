// Worker that scans pictures. Errors during the start are posted as strings.
try {
  const { default: init } = await import("./scanner.js");
  await init();
} catch (error) {
  postMessage(String(error));
}
