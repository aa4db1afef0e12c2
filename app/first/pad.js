// The pad of `index.html`, as long as the page's own program is not there.

const { answer, forgetAnswer, isAnsweredAgain, keepAnswer } = globalThis.inkling;
const { listen, measure, noteKey, notePointer, notePress, play, when, PAD, SIZE } = globalThis.inkling;

const PEN = 18; // drawing units
const [PREDICT, CLEAR] = [".buttons .primary", ".buttons .clear"];
const FOCUSABLE = "canvas, .buttons button";

const shell = document.getElementById("placeholder");
const desk = shell.querySelector(".drawing");
const canvas = desk.querySelector(PAD);

// Of each the x and y of its points in turn, in drawing units.
let strokes = [];
let pointer = null; // the one that draws
let seat, paint; // where it draws, and with what
let want;
let tellRest = () => {};
let stop = () => {};

// From now on people can draw. `load` loads the rest of the page.
function begin(load) {
  want = load;
  const pointercancel = pointerup;
  const dragenter = elsewhere;
  stop = listen({ pointerdown, pointermove, pointerup, pointercancel, click, keydown, dragenter });
  shell.querySelector("main").inert = false;
}

// Until nobody draws.
async function rest() {
  while (pointer !== null) await new Promise((resolve) => (tellRest = resolve));
}

// Has the page's program do all of it again, once that has its pad.
async function handOver() {
  const focused = [...desk.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  await when(() => !shell.isConnected);
  keepAnswer();
  document.querySelectorAll(`.drawing :is(${FOCUSABLE})`)[focused]?.focus();
  await play();
  stop();
}

function pointerdown(event) {
  if (!event.target.matches?.(PAD)) return elsewhere(event);
  if (pointer === null) [seat, paint] = [measure(event.target), context()];
  notePointer(event, place(event));
  if (pointer !== null || event.button !== 0) return true;
  pointer = event.pointerId;
  // What a script sends cannot be captured.
  if (event.isTrusted) event.target.setPointerCapture(pointer);
  strokes.push([]);
  desk.querySelector(".pad").classList.remove("blank");
  draw(place(event));
  return true;
}

function pointermove(event) {
  if (event.pointerId !== pointer) return elsewhere(event);
  // A button that was released outside the window never says so.
  if (event.buttons === 0) return pointerup(event);
  const path = event.getCoalescedEvents?.() ?? [];
  for (const part of path.length ? path : [event]) {
    const at = place(part);
    notePointer(part, at);
    draw(at);
  }
  return true;
}

function pointerup(event) {
  if (event.pointerId !== pointer) return false;
  notePointer(event, place(event));
  pointer = null;
  tellRest();
  return true;
}

// In drawing units.
function place({ clientX, clientY }) {
  return [(clientX - seat.left) / seat.unit, (clientY - seat.top) / seat.unit];
}

function click({ target }) {
  if (target.matches(PREDICT)) predict();
  else if (target.matches(CLEAR)) clear();
  else return false;
  return true;
}

function keydown(event) {
  want();
  // Buttons are pressed by keys, which is heard as a click.
  const isForPage = event.target === document.body || event.target.matches(PAD);
  if (isForPage) noteKey(event);
  return isForPage;
}

// Whoever goes there needs more than the pad.
function elsewhere({ target }) {
  if (!target.closest?.(".drawing")) want();
  return false;
}

function draw([x, y]) {
  const stroke = strokes.at(-1);
  const [fromX, fromY] = stroke.length ? stroke.slice(-2) : [x, y];
  stroke.push(x, y);
  // Where the browser refuses the canvas, ink is not seen, but read.
  if (!paint) return;
  paint.beginPath();
  paint.moveTo(fromX, fromY);
  // Of lines without length nothing would be painted.
  paint.lineTo(x + 0.01, y);
  paint.stroke();
}

function context() {
  const paint = canvas.getContext("2d");
  const size = Math.round(canvas.clientHeight * devicePixelRatio);
  if (!paint || canvas.height === size) return paint;
  canvas.width = canvas.height = size;
  paint.scale(size / SIZE, size / SIZE);
  paint.lineCap = paint.lineJoin = "round";
  paint.lineWidth = PEN;
  paint.strokeStyle = getComputedStyle(canvas).color;
  return paint;
}

function clear() {
  notePress(CLEAR);
  strokes = [];
  context()?.clearRect(0, 0, SIZE, SIZE);
  desk.querySelector(".pad").classList.add("blank");
  forgetAnswer();
}

async function predict() {
  let isShown = false;
  notePress(PREDICT, () => isShown && isAnsweredAgain());
  isShown = strokes.length > 0 && (await answer(strokes));
  // Not before people see it.
  if (isShown) requestAnimationFrame(() => setTimeout(want));
  else want();
}

Object.assign(inkling, { begin, handOver, rest });
