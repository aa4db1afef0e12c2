// Palm rejection by the rule of the app (`app/src/drawing/pad_view/palm.rs`): touches of the hand that
// holds a pen do not draw.

// Time after a pen event during which touches count as the palm.
const PALM_TIME = 1000; // ms

// Timestamp of the last pen event, in milliseconds.
let pen = Number.NEGATIVE_INFINITY;

/**
 * Tracks a pointer, which may only hover. Returns whether it is the palm.
 *
 * @param {PointerEvent} event
 */
export function isPalm({ pointerType, timeStamp }) {
  if (pointerType === "pen") pen = timeStamp;
  return pointerType === "touch" && timeStamp - pen < PALM_TIME;
}
