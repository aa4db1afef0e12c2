// Interface between the benchmark and the page of every peer.

const softmax = (logits) => {
  const largest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / sum);
};

const show = (probabilities) => {
  const answer = document.getElementById("answer");
  answer.dataset.number = probabilities.indexOf(Math.max(...probabilities));
  answer.textContent = `This is a ${answer.dataset.number}.`;
};

// Registers a peer: `load` resolves with a function from the 784 bytes of an image to its ten logits.
export const offer = async (load) => {
  const logits = await load();
  const classify = async (pixels) => softmax(await logits(pixels));
  globalThis.peer = {
    classify,
    // Milliseconds in which all of these images are classified, one after the other.
    async time(images) {
      const start = performance.now();
      for (const image of images) await classify(image);
      return performance.now() - start;
    },
  };
  if (globalThis.firstImage) show(await classify(globalThis.firstImage));
};
