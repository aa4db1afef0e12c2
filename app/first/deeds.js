// Keeps what people do on the pad of `index.html`, to do it again on the pad of the page's own program.

const PAD = "[data-testid=drawing-pad]";
const SIZE = 400; // drawing units: the height of a pad

// The oldest first. Each does it, and may return what the next has to wait for.
const deeds = [];
let isPlaying = false;

// Tells these handlers, by the kinds of their events, before the page's program hears of anything. What
// they return true for nobody else hears. Returns what ends it.
function listen(handlers) {
  const hear = (event) => {
    if (!isPlaying && handlers[event.type](event)) event.stopImmediatePropagation();
  };
  for (const kind in handlers) addEventListener(kind, hear, { capture: true });
  return () => {
    for (const kind in handlers) removeEventListener(kind, hear, { capture: true });
  };
}

// A pointer event, whose place on the pad is in drawing units.
function notePointer({ type, pointerId, pointerType, isPrimary, button, buttons, pressure }, [x, y]) {
  const how = { pointerId, pointerType, isPrimary, button, buttons, pressure, bubbles: true };
  deeds.push(() => {
    const pad = document.querySelector(PAD);
    const { left, top, unit } = measure(pad);
    const [clientX, clientY] = [left + x * unit, top + y * unit];
    pad.dispatchEvent(new PointerEvent(type, { ...how, clientX, clientY }));
  });
}

// Where the pad is in the window, and how long a drawing unit is there, in CSS pixels.
function measure(pad) {
  const { left, top, height } = pad.getBoundingClientRect();
  return { left, top, unit: height / SIZE };
}

function noteKey({ type, key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  const how = { key, code, ctrlKey, metaKey, shiftKey, altKey, bubbles: true };
  deeds.push(() => void document.body.dispatchEvent(new KeyboardEvent(type, how)));
}

function notePress(button, done = () => {}) {
  deeds.push(() => {
    document.querySelector(button).click();
    return done();
  });
}

// Does all of it again, and then what is done meanwhile.
async function play() {
  for (let deed; (deed = deeds.shift()); ) {
    isPlaying = true;
    const done = deed();
    isPlaying = false;
    await done;
  }
}

// Until this is so, which changes of the document bring about.
function when(condition) {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
    look();
  });
}

Object.assign(inkling, { listen, measure, noteKey, notePointer, notePress, play, when, PAD, SIZE });
