// A visitor of the page who draws and asks as soon as there is something to draw on, and notes
// when things happened. Stands in every new document as `visitor`.
(strokes) => {
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
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const pad = () => document.querySelector("[data-testid=drawing-pad]");
  const state = () => document.querySelector("[data-testid=answer]")?.dataset.state;
  const button = (name) =>
    [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === name);

  const point = (type, [x, y]) => {
    const { left, top, height } = pad().getBoundingClientRect();
    const place = { clientX: left + x * height, clientY: top + y * height };
    const press = { pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true };
    pad().dispatchEvent(new PointerEvent(type, { ...press, ...place }));
  };
  // Each event in a task of its own, as a browser sends them.
  const draw = async () => {
    for (const stroke of strokes) {
      point("pointerdown", stroke[0]);
      for (const at of stroke) {
        await pause(0);
        point("pointermove", at);
      }
      point("pointerup", stroke.at(-1));
    }
  };

  const predict = async () => {
    const asked = performance.now();
    button("Predict").click();
    await when(() => state() === "loading");
    const known = await when(() => state() === "ready");
    const painted = await nextFrame();
    return { asked, known, painted };
  };

  const first = (async () => {
    await when(() => pad() && button("Predict"));
    await nextFrame();
    await draw();
    return predict();
  })();

  globalThis.visitor = {
    // Milliseconds from the start of the navigation to each step of the first answer.
    async firstAnswer() {
      const { asked, painted } = await first;
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      return { paint: paint.startTime, asked, answer: painted };
    },
    // Asks again and again; milliseconds from each click on.
    async askAgain(times) {
      const runs = [];
      for (let run = 0; run < times; run++) {
        // An answer is painted at the start of a frame. People do not wait for that to click.
        await pause((run * 7) % 17);
        const { asked, known, painted } = await predict();
        runs.push({ known: known - asked, painted: painted - asked });
      }
      return runs;
    },
    // The tasks of over 50 ms on this thread so far.
    longTasks() {
      tasks.push(...long.takeRecords());
      return tasks.map(({ startTime, duration }) => ({ start: startTime, duration }));
    },
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
