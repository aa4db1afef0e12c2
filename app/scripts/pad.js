// The placeholder's pad: takes ink and answers until the app has mounted.

import { find, waitUntil } from "./dom.js";
import { appAnswered, clearAnswer, keepAnswer, showAnswer } from "./first-answer.js";
import {
  draws,
  ERASER_BUTTON,
  isDot,
  isReleased,
  isSecond,
  lengthBeforePinch,
  prevent,
  watchSecond,
} from "./gestures.js";
import { fit, paint, repaint } from "./ink.js";
import { isPalm } from "./palm.js";
import { geometry, intercept, PAD, recordClick, recordKey, recordPointer, replay, SIZE } from "./replay.js";

const [PREDICT, CLEAR] = [".buttons .primary", ".buttons .clear"];
const FOCUSABLE = "canvas, .buttons button";

const placeholder = find("#placeholder");
const section = find(".drawing", placeholder);

/** @type {import("./ink.js").Stroke[]} */
let strokes = [];
/**
 * ID of the pointer that draws or erases.
 *
 * @type {number | null}
 */
let pointer = null;
let isErasing = false;
// Whether the app will erase strokes that this pad still shows.
let hasErased = false;
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
  const dragenter = leave;
  const canvas = find(PAD, section);
  canvas.addEventListener("contextmenu", prevent);
  // A listener of the window would be passive.
  canvas.addEventListener("touchstart", prevent, { passive: false });
  const handlers = { pointerdown, pointermove, pointerup, pointercancel, click, keydown, dragenter, resize };
  unsubscribe = intercept(handlers);
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

/**
 * Decides as the app's pad does (`app/src/drawing/pad_view.rs`), so that it keeps what this one shows.
 *
 * @param {PointerEvent} event
 */
function pointerdown(event) {
  const { button, isTrusted, pointerId, pointerType, target } = event;
  if (!isPad(target)) return leave(event);
  if (!draws(event) || isPalm(event)) return true;
  if (pointer !== null && pointer !== pointerId) {
    if (pointerType !== "pen") return secondDown(event);
    withdraw();
  }
  pointer = pointerId;
  // Pointers of synthetic events cannot be captured.
  if (isTrusted) target.setPointerCapture(pointer);
  isErasing = button === ERASER_BUTTON;
  if (isErasing) {
    hasErased = true;
    loadApp();
  } else {
    fit(strokes);
    strokes.push([]);
    find(".pad", section).classList.remove("blank");
  }
  follow(event);
  return true;
}

/** @param {PointerEvent} event */
function pointermove(event) {
  if (event.pointerId !== pointer) {
    if (pointer !== null && !isErasing && isSecond(event)) return moveSecond(event);
    // A pen that hovers keeps the palm away.
    if (event.pointerType === "pen" && isPad(event.target)) {
      isPalm(event);
      recordPointer(event, drawingPoint(event));
    }
    return leave(event);
  }
  // A release outside the window sends no event.
  if (isReleased(event)) return pointerup(event);
  const coalesced = event.getCoalescedEvents?.() ?? [];
  for (const part of coalesced.length ? coalesced : [event]) follow(part);
  return true;
}

/** @param {PointerEvent} event */
function pointerup(event) {
  if (event.pointerId !== pointer) return false;
  isPalm(event);
  recordPointer(event, drawingPoint(event));
  lift();
  return true;
}

/**
 * Keeps a stroke that the browser takes over, but not the dot of a long press.
 *
 * @param {PointerEvent} event
 */
function pointercancel(event) {
  if (event.pointerId === pointer && !isErasing && isDot(currentStroke())) cut(0);
  return pointerup(event);
}

function lift() {
  pointer = null;
  notifyLifted();
}

/** @param {PointerEvent} event */
function secondDown(event) {
  if (isErasing) return true;
  const point = drawingPoint(event);
  recordPointer(event, point);
  watchSecond(event, point, currentStroke());
  return true;
}

/**
 * Ends the stroke of the first finger where the second came, once they pinch.
 *
 * @param {PointerEvent} event
 */
function moveSecond(event) {
  const point = drawingPoint(event);
  recordPointer(event, point);
  const length = lengthBeforePinch(point, currentStroke());
  if (length !== undefined) {
    cut(length);
    lift();
  }
  return true;
}

function currentStroke() {
  return strokes[strokes.length - 1];
}

/**
 * Keeps only the first numbers of the current stroke, and nothing of a dot.
 *
 * @param {number} length
 */
function cut(length) {
  const stroke = currentStroke();
  stroke.length = Math.min(length, stroke.length);
  if (isDot(stroke)) strokes.pop();
  find(".pad", section).classList.toggle("blank", !strokes.length);
  repaint(strokes);
}

function resize() {
  if (strokes.length) fit(strokes);
  return false;
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
 * Nearest x and y in drawing units on the pad as it is now: it may change its size during a stroke.
 *
 * @param {PointerEvent} event
 */
function drawingPoint({ clientX, clientY }) {
  const { left, top, unit } = geometry(find(PAD));
  return [(clientX - left) / unit, (clientY - top) / unit].map((place) => Math.min(Math.max(place, 0), SIZE));
}

/**
 * Records an event of the active pointer, and extends its stroke.
 *
 * @param {PointerEvent} event
 */
function follow(event) {
  const point = drawingPoint(event);
  recordPointer(event, point);
  if (isErasing) return;
  const stroke = currentStroke();
  stroke.push(...point);
  paint(stroke, Math.max(stroke.length - 4, 0));
}

/** Discards the stroke of a touch before the pen: it came from the palm. */
function withdraw() {
  if (isErasing) return;
  strokes.pop();
  repaint(strokes);
}

function clear() {
  recordClick(CLEAR);
  // Another finger may draw meanwhile.
  lift();
  strokes = [];
  hasErased = false;
  repaint(strokes);
  find(".pad", section).classList.add("blank");
  clearAnswer();
}

async function predict() {
  let isShown = false;
  recordClick(PREDICT, () => (isShown ? appAnswered() : undefined));
  isShown = strokes.length > 0 && !hasErased && (await showAnswer(strokes));
  // The app loads after the answer is painted.
  if (isShown) requestAnimationFrame(() => setTimeout(loadApp));
  else loadApp();
}
