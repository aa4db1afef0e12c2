/**
 * Visitor of any contestant's page: reads a digit as early as the page allows, and measures. Runs at the
 * start of every document, whose script `visitor` then is.
 *
 * Points of strokes are fractions of the pad's height.
 *
 * @typedef {[number, number][]} Stroke
 * @typedef {[type: string, init: PointerEventInit]} HandEvent
 *
 * @param {Stroke[]} strokes first drawing
 * @param {number[]} image its 784 pixels, which peers read in its place
 */
// biome-ignore lint/correctness/noUnusedVariables: `visitor.rs` calls it
function installVisitor(strokes, image) {
  globalThis.firstImage = Uint8Array.from(image);

  /**
   * The worker that Inkling's page starts first.
   *
   * @type {Worker | undefined}
   */
  let engine;
  globalThis.Worker = class extends Worker {
    /** @param {ConstructorParameters<typeof Worker>} options */
    constructor(...options) {
      super(...options);
      engine ??= this;
    }
  };

  /**
   * WebAssembly memories of the page.
   *
   * @type {Set<WebAssembly.Memory>}
   */
  const memories = new Set();
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    /** @param {ConstructorParameters<typeof Memory>} options */
    constructor(...options) {
      super(...options);
      memories.add(this);
    }
  };
  /** @param {any} started */
  const keepMemories = (started) => {
    const { exports } = started.instance ?? started;
    for (const value of Object.values(exports)) {
      if (value instanceof Memory) memories.add(value);
    }
    return started;
  };
  /** @type {Record<string, any>} */
  const api = WebAssembly;
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const start = api[name];
    /** @param {unknown[]} options */
    api[name] = (...options) => start(...options).then(keepMemories);
  }

  /** @type {PerformanceEntryList} */
  const longTasks = [];
  const longTaskObserver = new PerformanceObserver((list) => longTasks.push(...list.getEntries()));
  longTaskObserver.observe({ type: "longtask", buffered: true });

  /**
   * Resolves with the time at which the condition holds, checked on every change of the document.
   *
   * @param {() => unknown} condition
   * @returns {Promise<number>}
   */
  const waitUntil = (condition) =>
    new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new MutationObserver(check);
      observer.observe(document, { attributes: true, childList: true, subtree: true });
      check();
    });

  /** @returns {Promise<number>} */
  const nextFrame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => resolve(performance.now()));
    });

  /**
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  const query = (selector) => document.querySelector(selector);
  const pad = () => /** @type {HTMLElement} */ (query("[data-testid=drawing-pad]:not([inert] *)"));
  /** @param {string} name */
  const button = (name) => {
    const all = [...document.querySelectorAll("button")];
    return /** @type {HTMLElement} */ (all.find((one) => one.textContent?.trim() === name));
  };
  const answer = () => query("#answer, [data-testid=answer]")?.dataset ?? {};
  // Peers have no states, and a number once they have answered. Rejected drawings have a number, too.
  const hasAnswer = () =>
    ["ready", "rejected", undefined].includes(answer().state) && answer().number !== undefined;
  const hasPreview = () => query("[data-testid=guess]")?.dataset.current === "true";

  /**
   * Pointer events that draw the strokes.
   *
   * @param {Stroke[]} strokes
   */
  const pointerEvents = (strokes) => {
    const { left, top, height } = pad().getBoundingClientRect();
    const press = { pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true };
    /**
     * @param {string} type
     * @param {[number, number]} point
     * @returns {HandEvent}
     */
    const event = (type, [x, y]) => [
      type,
      { ...press, clientX: left + x * height, clientY: top + y * height },
    ];
    return strokes.flatMap((stroke) => [
      event("pointerdown", stroke[0]),
      ...stroke.map((point) => event("pointermove", point)),
      event("pointerup", stroke[stroke.length - 1]),
    ]);
  };
  /**
   * Dispatches the events; each movement waits for its turn.
   *
   * @param {HandEvent[]} events
   * @param {() => Promise<unknown>} turn
   */
  const draw = async (events, turn) => {
    const target = pad();
    for (const [type, init] of events) {
      if (type === "pointermove") await turn();
      target.dispatchEvent(new PointerEvent(type, init));
    }
  };
  // One task per event, as in a browser, but without the delays of a hand.
  const nextTask = () => scheduler.yield();
  const clear = async () => {
    button("Clear canvas").click();
    await waitUntil(() => answer().state === "blank");
  };

  const first = (async () => {
    await waitUntil(() => hasAnswer() || (pad() && button("Predict")));
    if (pad()) {
      await nextFrame();
      await draw(pointerEvents(strokes), nextTask);
      button("Predict").click();
      await waitUntil(hasAnswer);
    }
    const answered = await nextFrame();
    // Later requests of the site do not count for the first answer.
    fetch("./answered").catch(() => {});
    return { answered, number: answer().number };
  })();

  /** @param {number[]} message */
  const askEngine = async (message) => {
    const worker = /** @type {Worker} */ (engine);
    /** @type {Promise<MessageEvent<Uint8Array>>} */
    const answered = new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
    worker.postMessage(Uint8Array.from(message));
    return [...(await answered).data];
  };

  /** @type {Promise<{ took: number, number: string | undefined }>} */
  let reply;

  globalThis.visitor = {
    /** First answer, and times in milliseconds from the start of the navigation. */
    async firstAnswer() {
      const { answered, number } = await first;
      longTasks.push(...longTaskObserver.takeRecords());
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      const before = longTasks.filter(({ startTime }) => startTime < answered);
      const longest = Math.max(0, ...before.map(({ duration }) => duration));
      return { answered, number, painted: paint?.startTime ?? null, longest };
    },

    /** Waits for the whole page; those of peers have no more to load. */
    async whole() {
      if (pad()) await waitUntil(() => query("footer"));
    },

    /**
     * Draws on a cleared pad. Returns the center of Predict; `reply` has the answer to the pointer that
     * presses it.
     *
     * @param {Stroke[]} strokes
     */
    async draw(strokes) {
      await clear();
      await draw(pointerEvents(strokes), nextTask);
      await nextFrame();
      let released = Number.NaN;
      /** @param {PointerEvent} event */
      const note = (event) => {
        released = event.timeStamp;
      };
      addEventListener("pointerup", note, { capture: true, once: true });
      reply = waitUntil(() => released >= 0 && hasAnswer())
        .then(nextFrame)
        .then((painted) => ({ took: painted - released, number: answer().number }));
      const { left, top, width, height } = button("Predict").getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    },
    reply: () => reply,

    /**
     * Draws on a cleared pad, one movement per frame. Marks the trace from the first event to the frame
     * with the live preview of the whole drawing.
     *
     * @param {Stroke[]} strokes
     */
    async drawInFrames(strokes) {
      await clear();
      await nextFrame();
      const events = pointerEvents(strokes);
      performance.mark("drawing");
      await nextFrame();
      await draw(events, nextFrame);
      await waitUntil(hasPreview);
      await nextFrame();
      await nextFrame();
      performance.mark("drawn");
    },

    /**
     * Answers of Inkling's engine to one message, asked repeatedly.
     *
     * @param {number[]} message
     * @param {number} times
     */
    async askEngine(message, times) {
      const answers = [];
      for (let time = 0; time < times; time++) answers.push(await askEngine(message));
      return answers;
    },

    /**
     * Runs the network repeatedly. Returns nothing: a browser would keep the results in memory.
     *
     * @param {number[]} question
     * @param {number} times
     */
    async ask(question, times) {
      /** @param {number[]} image */
      const askPeer = (image) => peer.time([Uint8Array.from(image)]);
      const ask = engine ? askEngine : askPeer;
      for (let time = 0; time < times; time++) await ask(question);
    },

    /**
     * A peer's probabilities for these images.
     *
     * @param {number[][]} images
     */
    async classify(images) {
      const all = [];
      for (const image of images) all.push([...(await peer.classify(Uint8Array.from(image)))]);
      return all;
    },

    /**
     * Milliseconds in which a peer classifies all of these images, repeatedly.
     *
     * @param {number[][]} images
     * @param {number} times
     */
    async time(images, times) {
      const bytes = images.map((image) => Uint8Array.from(image));
      const all = [];
      for (let time = 0; time < times; time++) all.push(await peer.time(bytes));
      return all;
    },

    /** Bytes of all WebAssembly memories of this page. */
    wasmMemory: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),

    /** Smallest step of the clock, in milliseconds. */
    clockStep() {
      let smallest = Number.POSITIVE_INFINITY;
      let last = performance.now();
      for (const end = last + 200; last < end; ) {
        const now = performance.now();
        if (now > last) smallest = Math.min(smallest, now - last);
        last = now;
      }
      return smallest;
    },
  };
}
