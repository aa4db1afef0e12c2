// A visitor of any contestant's page who wants a digit read as soon as that is possible, and notes
// when things happened. Stands in every new document as `visitor`.
(strokes, image) => {
  // What a peer reads first.
  globalThis.firstImage = Uint8Array.from(image);

  // The worker that Inkling's page starts, to be asked as the page asks it.
  let engine;
  globalThis.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      engine ??= this;
    }
  };

  // The memories of the WebAssembly that this page starts.
  const memories = new Set();
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(...how) {
      super(...how);
      memories.add(this);
    }
  };
  const keepMemories = (started) => {
    const { exports } = started.instance ?? started;
    Object.values(exports).forEach((one) => one instanceof Memory && memories.add(one));
    return started;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const start = WebAssembly[name];
    WebAssembly[name] = (...how) => start(...how).then(keepMemories);
  }

  const tasks = [];
  const long = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  long.observe({ type: "longtask", buffered: true });

  const when = (condition) =>
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

  const nextFrame = () =>
    new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));

  const pad = () => document.querySelector("[data-testid=drawing-pad]:not([inert] *)");
  const button = (name) =>
    [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === name);
  const answer = () => document.querySelector("#answer, [data-testid=answer]")?.dataset ?? {};
  // A peer has no states, and a number once it knows one. A guess that is rejected is one too.
  const hasAnswer = () =>
    ["ready", "rejected", undefined].includes(answer().state) && answer().number !== undefined;

  const isGuessed = () =>
    document.querySelector("[data-testid=guess]")?.dataset.current === "true";

  // The pointer events of a hand that draws them.
  const hand = (strokes) => {
    const { left, top, height } = pad().getBoundingClientRect();
    const press = { pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true };
    const event = (type, [x, y]) => [
      type,
      { ...press, clientX: left + x * height, clientY: top + y * height },
    ];
    return strokes.flatMap((stroke) => [
      event("pointerdown", stroke[0]),
      ...stroke.map((at) => event("pointermove", at)),
      event("pointerup", stroke.at(-1)),
    ]);
  };
  // A movement when its turn comes; a hand presses and lifts at once.
  const draw = async (events, turn) => {
    const target = pad();
    for (const [type, how] of events) {
      if (type === "pointermove") await turn();
      target.dispatchEvent(new PointerEvent(type, how));
    }
  };
  // In a task of its own, as a browser sends events, but without waiting for a hand.
  const nextTask = () => scheduler.yield();
  const clear = async () => {
    button("Clear canvas").click();
    await when(() => answer().state === "blank");
  };

  const first = (async () => {
    await when(() => hasAnswer() || (pad() && button("Predict")));
    if (pad()) {
      await nextFrame();
      await draw(hand(strokes), nextTask);
      button("Predict").click();
      await when(hasAnswer);
    }
    const answered = await nextFrame();
    // Tells the site that nothing is for the first answer any more.
    fetch("./answered").catch(() => {});
    return { answered, number: answer().number };
  })();

  const askEngine = async (message) => {
    const answered = new Promise((resolve) => engine.addEventListener("message", resolve, { once: true }));
    engine.postMessage(Uint8Array.from(message));
    return [...(await answered).data];
  };

  let reply;

  globalThis.visitor = {
    // What was answered first, and when: in milliseconds from the start of the navigation.
    async firstAnswer() {
      const { answered, number } = await first;
      tasks.push(...long.takeRecords());
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      const before = tasks.filter(({ startTime }) => startTime < answered);
      const longest = Math.max(0, ...before.map(({ duration }) => duration));
      return { answered, number, painted: paint?.startTime ?? null, longest };
    },

    // Waits for all of the page; a peer's is there.
    whole: async () => void (pad() && (await when(() => document.querySelector("footer")))),

    // Draws on a clear pad, and says where Predict is. The answer to the pointer that presses it is
    // to be had from `reply`.
    async draw(strokes) {
      await clear();
      await draw(hand(strokes), nextTask);
      await nextFrame();
      let last;
      const note = (event) => (last = event.timeStamp);
      addEventListener("pointerup", note, { capture: true, once: true });
      reply = when(() => last !== undefined && hasAnswer())
        .then(nextFrame)
        .then((painted) => ({ took: painted - last, number: answer().number }));
      const { left, top, width, height } = button("Predict").getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    },
    reply: () => reply,

    // Draws on a clear pad, an event in every frame, and says in the trace when: from the first event to
    // the frame that shows the guess at all of it.
    async drawInFrames(strokes) {
      await clear();
      await nextFrame();
      const events = hand(strokes);
      performance.mark("drawing");
      await nextFrame();
      await draw(events, nextFrame);
      await when(isGuessed);
      await nextFrame();
      await nextFrame();
      performance.mark("drawn");
    },

    // What Inkling's engine answers to this message, so many times.
    async askEngine(message, times) {
      const answers = [];
      for (let time = 0; time < times; time++) answers.push(await askEngine(message));
      return answers;
    },

    // Has the network answer so many times. Says nothing about it: a browser keeps what it says.
    async ask(question, times) {
      const ask = engine ? askEngine : (image) => peer.time([Uint8Array.from(image)]);
      for (let time = 0; time < times; time++) await ask(question);
    },

    // The probabilities that a peer gives these images.
    async classify(images) {
      const all = [];
      for (const image of images) all.push([...(await peer.classify(Uint8Array.from(image)))]);
      return all;
    },

    // Milliseconds in which a peer classifies all of these images, so many times.
    async time(images, times) {
      const bytes = images.map((image) => Uint8Array.from(image));
      const all = [];
      for (let time = 0; time < times; time++) all.push(await peer.time(bytes));
      return all;
    },

    // Bytes of WebAssembly memories in this page.
    wasmMemory: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),

    // The smallest step of the clock, in milliseconds.
    clockStep() {
      let smallest = Infinity;
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
