// The placeholder's pad: takes ink and answers until the app has mounted.

import { find, waitUntil } from "./dom.js";
import { appAnswered, clearAnswer, keepAnswer, showAnswer } from "./first-answer.js";
import { geometry, intercept, PAD, recordClick, recordKey, recordPointer, replay, SIZE } from "./replay.js";

const PEN = 18; // pen width in drawing units
const [PREDICT, CLEAR] = [".buttons .primary", ".buttons .clear"];
const FOCUSABLE = "canvas, .buttons button";

const placeholder = find("#placeholder");
const section = find(".drawing", placeholder);
const canvas = /** @type {HTMLCanvasElement} */ (find(PAD, section));

/** @type {import("./first-answer.js").Stroke[]} */
let strokes = [];
/**
 * ID of the pointer that draws.
 *
 * @type {number | null}
 */
let pointer = null;
/**
 * Place and canvas context of the current stroke.
 *
 * @type {ReturnType<typeof geometry>}
 */
let place;
/** @type {CanvasRenderingContext2D | null} */
let context;
/** @type {() => void} */
let loadApp;
let notifyLifted = () => {};
let unsubscribe = () => {};

/**
 * Makes the pad usable; `load` loads the app.
 *
 * @param {() => void} load
 */
export function activate(load) {
  loadApp = load;
  const pointercancel = pointerup;
  const dragenter = leave;
  unsubscribe = intercept({ pointerdown, pointermove, pointerup, pointercancel, click, keydown, dragenter });
  find("main", placeholder).inert = false;
}

/** Resolves once no pointer draws. */
export async function penLifted() {
  while (pointer !== null) {
    await new Promise((resolve) => {
      notifyLifted = () => resolve(undefined);
    });
  }
}

/** Replays everything on the app's pad, once that is mounted. */
export async function handOver() {
  const focused = [...section.querySelectorAll(FOCUSABLE)].indexOf(
    /** @type {Element} */ (document.activeElement),
  );
  await waitUntil(() => !placeholder.isConnected);
  keepAnswer();
  const focusable = document.querySelectorAll(`.drawing :is(${FOCUSABLE})`)[focused];
  /** @type {HTMLElement | undefined} */ (focusable)?.focus();
  await replay();
  unsubscribe();
}

/** @param {PointerEvent} event */
function pointerdown(event) {
  if (!isPad(event.target)) return leave(event);
  if (pointer === null) [place, context] = [geometry(event.target), prepareContext()];
  recordPointer(event, drawingPoint(event));
  if (pointer !== null || event.button !== 0) return true;
  pointer = event.pointerId;
  // Pointers of synthetic events cannot be captured.
  if (event.isTrusted) event.target.setPointerCapture(pointer);
  strokes.push([]);
  find(".pad", section).classList.remove("blank");
  draw(drawingPoint(event));
  return true;
}

/** @param {PointerEvent} event */
function pointermove(event) {
  if (event.pointerId !== pointer) return leave(event);
  // A release outside the window sends no event.
  if (event.buttons === 0) return pointerup(event);
  const coalesced = event.getCoalescedEvents?.() ?? [];
  for (const part of coalesced.length ? coalesced : [event]) {
    const point = drawingPoint(part);
    recordPointer(part, point);
    draw(point);
  }
  return true;
}

/** @param {PointerEvent} event */
function pointerup(event) {
  if (event.pointerId !== pointer) return false;
  recordPointer(event, drawingPoint(event));
  pointer = null;
  notifyLifted();
  return true;
}

/** @param {MouseEvent} event */
function click({ target }) {
  if (!(target instanceof Element)) return false;
  if (target.matches(PREDICT)) predict();
  else if (target.matches(CLEAR)) clear();
  else return false;
  return true;
}

/** @param {KeyboardEvent} event */
function keydown(event) {
  loadApp();
  // A key that presses a button also sends a click.
  const isForPage = event.target === document.body || isPad(event.target);
  if (isForPage) recordKey(event);
  return isForPage;
}

/**
 * Loads the app when the user turns to anything but the pad.
 *
 * @param {Event} event
 */
function leave({ target }) {
  if (!(target instanceof Element && target.closest(".drawing"))) loadApp();
  return false;
}

/**
 * @param {EventTarget | null} target
 * @returns {target is Element}
 */
function isPad(target) {
  return target instanceof Element && target.matches(PAD);
}

/**
 * Position in drawing units.
 *
 * @param {PointerEvent} event
 * @returns {[number, number]}
 */
function drawingPoint({ clientX, clientY }) {
  return [(clientX - place.left) / place.unit, (clientY - place.top) / place.unit];
}

/**
 * Extends the current stroke to this point.
 *
 * @param {[number, number]} point
 */
function draw([x, y]) {
  const stroke = strokes[strokes.length - 1];
  const [fromX, fromY] = stroke.length ? stroke.slice(-2) : [x, y];
  stroke.push(x, y);
  // Without a canvas context the ink is invisible, but still read.
  if (!context) return;
  context.beginPath();
  context.moveTo(fromX, fromY);
  // Browsers paint no line of length 0.
  context.lineTo(x + 0.01, y);
  context.stroke();
}

function prepareContext() {
  const context = canvas.getContext("2d");
  const size = Math.round(canvas.clientHeight * devicePixelRatio);
  if (!context || canvas.height === size) return context;
  canvas.width = canvas.height = size;
  context.scale(size / SIZE, size / SIZE);
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = PEN;
  context.strokeStyle = getComputedStyle(canvas).color;
  return context;
}

function clear() {
  recordClick(CLEAR);
  strokes = [];
  prepareContext()?.clearRect(0, 0, SIZE, SIZE);
  find(".pad", section).classList.add("blank");
  clearAnswer();
}

async function predict() {
  let isShown = false;
  recordClick(PREDICT, () => (isShown ? appAnswered() : undefined));
  isShown = strokes.length > 0 && (await showAnswer(strokes));
  // The app loads after the answer is painted.
  if (isShown) requestAnimationFrame(() => setTimeout(loadApp));
  else loadApp();
}
