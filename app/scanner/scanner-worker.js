// Starts the scanner. What goes wrong on the way is sent to the page as a sentence.
try {
  const { default: init } = await import("./scanner.js");
  await init();
} catch (error) {
  postMessage(String(error));
}
