// Ink on the placeholder's canvas, in the color and width of the pen that the user has chosen.

import { find } from "./dom.js";
import { PAD, SIZE } from "./replay.js";
import { stored } from "./stored.js";

const PEN = 18; // default width in drawing units
const [NARROWEST, WIDEST] = [4, 40];

/**
 * Stroke: x and y of its points in turn, in drawing units.
 *
 * @typedef {number[]} Stroke
 */

const canvas = /** @type {HTMLCanvasElement} */ (find(PAD));
/**
 * Without a context the ink is invisible, but still read.
 *
 * @type {CanvasRenderingContext2D | null}
 */
let context = null;

/**
 * Paints a stroke from its point at this index on.
 *
 * @param {Stroke} stroke
 * @param {number} start
 */
export function paint(stroke, start) {
  if (!context) return;
  context.beginPath();
  context.moveTo(stroke[start], stroke[start + 1]);
  for (let at = start + 2; at < stroke.length; at += 2) context.lineTo(stroke[at], stroke[at + 1]);
  // Browsers paint no line of length 0.
  context.lineTo(stroke[stroke.length - 2] + 0.01, stroke[stroke.length - 1]);
  context.stroke();
}

/**
 * Fits the canvas to its place on the screen, which a turned phone changes.
 *
 * @param {Stroke[]} strokes
 */
export function fit(strokes) {
  if (!context || canvas.height !== pixels()) repaint(strokes);
}

/**
 * Paints these strokes on an empty canvas.
 *
 * @param {Stroke[]} strokes
 */
export function repaint(strokes) {
  // A new size clears the canvas and its settings.
  canvas.width = canvas.height = pixels();
  context = canvas.getContext("2d");
  if (!context) return;
  context.scale(canvas.height / SIZE, canvas.height / SIZE);
  context.lineCap = context.lineJoin = "round";
  const size = Number(stored("localStorage", "inkling.pen.size"));
  context.lineWidth = size >= NARROWEST && size <= WIDEST ? size : PEN;
  const name = stored("localStorage", "inkling.pen.color") ?? "";
  const style = getComputedStyle(canvas);
  context.strokeStyle = style.getPropertyValue(`--${name.toLowerCase()}`) || style.color;
  for (const stroke of strokes) paint(stroke, 0);
}

function pixels() {
  return Math.round(canvas.clientHeight * devicePixelRatio);
}
