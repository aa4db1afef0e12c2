// Records the user's actions on the placeholder's pad, and replays them on the pad of the app.

import { find } from "./dom.js";

export const PAD = "[data-testid=drawing-pad]";
export const SIZE = 400; // height of the pad in drawing units

/**
 * Repeats one action; the next one awaits the returned promise.
 *
 * @typedef {() => void | Promise<void>} Action
 */

/**
 * Oldest first.
 *
 * @type {Action[]}
 */
const actions = [];
let isReplaying = false;

/**
 * Registers capture-phase listeners by event type; returning true stops propagation. Returns an
 * unsubscribe function.
 *
 * @param {Record<string, (event: any) => boolean>} handlers
 */
export function intercept(handlers) {
  /** @param {Event} event */
  const listener = (event) => {
    if (!isReplaying && handlers[event.type](event)) event.stopImmediatePropagation();
  };
  for (const type in handlers) addEventListener(type, listener, { capture: true });
  return () => {
    for (const type in handlers) removeEventListener(type, listener, { capture: true });
  };
}

/**
 * Records a pointer event at a point in drawing units.
 *
 * @param {PointerEvent} event
 * @param {number[]} point x and y
 */
export function recordPointer(event, [x, y]) {
  const { type, pointerId, pointerType, isPrimary, button, buttons, ctrlKey, pressure, timeStamp } = event;
  const init = { pointerId, pointerType, isPrimary, button, buttons, ctrlKey, pressure, bubbles: true };
  actions.push(() => {
    const pad = find(PAD);
    const { left, top, unit } = geometry(pad);
    const [clientX, clientY] = [left + x * unit, top + y * unit];
    const repeated = new PointerEvent(type, { ...init, clientX, clientY });
    // Palms are told from fingers by the time.
    Object.defineProperty(repeated, "timeStamp", { value: timeStamp });
    pad.dispatchEvent(repeated);
  });
}

/**
 * The pad's place in the window and the length of a drawing unit, in CSS pixels.
 *
 * @param {Element} pad
 */
export function geometry(pad) {
  const { left, top, height } = pad.getBoundingClientRect();
  return { left, top, unit: height / SIZE };
}

/** @param {KeyboardEvent} event */
export function recordKey({ type, key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  const init = { key, code, ctrlKey, metaKey, shiftKey, altKey, bubbles: true };
  actions.push(() => void document.body.dispatchEvent(new KeyboardEvent(type, init)));
}

/**
 * Records a click of the button for a selector; `completed` resolves when the app has handled it.
 *
 * @param {string} button
 * @param {Action} [completed]
 */
export function recordClick(button, completed = () => {}) {
  actions.push(() => {
    find(button).click();
    return completed();
  });
}

/** Replays all actions, including those recorded meanwhile. */
export async function replay() {
  for (let action = actions.shift(); action; action = actions.shift()) {
    isReplaying = true;
    const completed = action();
    isReplaying = false;
    await completed;
  }
}
