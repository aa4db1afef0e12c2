// Presses and pinches that do not draw, by the rules of the app: `app/src/platform/pointers.rs` and
// `app/src/drawing/pad_view/pinch.rs`.

const MAIN_BUTTON = 0;
/** Button of a pen's eraser end. */
export const ERASER_BUTTON = 5;
const DOT = 12; // longest side of a dot in drawing units
const PINCH = 30; // change of the distance of two fingers in drawing units

/**
 * Finger that may pinch with the one that draws: its ID and place, its distance from the other, and the
 * length of that one's stroke, when it was put down.
 *
 * @type {{ id: number, start: number[], distance: number, length: number } | null}
 */
let second = null;

/**
 * Whether a press draws. Other buttons, and the mouse with Control on a Mac, open menus.
 *
 * @param {PointerEvent} event
 */
export function draws(event) {
  const opensMenu = event.ctrlKey && !hasTip(event);
  return [MAIN_BUTTON, ERASER_BUTTON].includes(event.button) && !opensMenu;
}

/**
 * Whether a move follows a release outside the window, which sends no event. Some pens and fingers report
 * no buttons while they draw.
 *
 * @param {PointerEvent} event
 */
export function isReleased(event) {
  return event.buttons === 0 && !hasTip(event);
}

/**
 * Prevents menus and the magnifier. Browsers report an error if it is too late for that.
 *
 * @param {Event} event
 */
export function prevent(event) {
  if (event.cancelable) event.preventDefault();
}

/** @param {number[]} stroke x and y of its points in turn */
export function isDot(stroke) {
  const sides = [0, 1].map((axis) => {
    const places = stroke.filter((_, at) => at % 2 === axis);
    return Math.max(...places) - Math.min(...places);
  });
  return Math.max(...sides) <= DOT;
}

/**
 * Remembers a finger that is put down while another one draws.
 *
 * @param {PointerEvent} event
 * @param {number[]} start
 * @param {number[]} stroke
 */
export function watchSecond({ pointerId: id, pointerType }, start, stroke) {
  const { length } = stroke;
  second = pointerType === "touch" ? { id, start, distance: distance(start, stroke), length } : null;
}

/** @param {PointerEvent} event */
export function isSecond({ pointerId }) {
  return pointerId === second?.id;
}

/**
 * Length of the first finger's stroke before the second one came, which is now at this point, if they
 * pinch.
 *
 * @param {number[]} point
 * @param {number[]} stroke
 */
export function lengthBeforePinch(point, stroke) {
  if (!second || distance(point, second.start) <= PINCH / 2) return undefined;
  const change = distance(point, stroke) - second.distance;
  return Math.abs(change) > PINCH ? second.length : undefined;
}

/** @param {PointerEvent} event */
function hasTip({ pointerType }) {
  return pointerType === "touch" || pointerType === "pen";
}

/**
 * Distance from the end of a stroke.
 *
 * @param {number[]} point
 * @param {number[]} stroke
 */
function distance([x, y], stroke) {
  const [endX, endY] = stroke.slice(-2);
  return Math.hypot(x - endX, y - endY);
}
