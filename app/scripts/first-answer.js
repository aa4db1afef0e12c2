// The first answer, read on the main thread and shown before the app has loaded.

import { afterPaint, find, waitUntil } from "./dom.js";

const ANSWER = "[data-testid=answer]";
// Size class by the number of digits, in steps of four.
const SIZES = ["", " several", " several many", " several most"];
const LOADING = "Your drawing is read as soon as the recognizer has loaded…";

const panel = find("#placeholder .reading");
const blank = panel.innerHTML;
// Generation counter: an answer to an older request is dropped.
let generation = 0;

/**
 * Reads and shows the number. Returns whether it is shown: unreadable and rejected drawings need the
 * explanations of the app.
 *
 * @param {import("./ink.js").Stroke[]} strokes
 */
export async function showAnswer(strokes) {
  const request = ++generation;
  setState("loading", LOADING);
  const number = await read(strokes);
  // A long task would delay the paint on slow devices.
  await nextTask();
  if (request !== generation || !number) return false;
  showNumber(number);
  return true;
}

export function hasAnswer() {
  return find(ANSWER, panel).dataset.state === "ready";
}

export function clearAnswer() {
  generation++;
  panel.innerHTML = blank;
}

/** Moves the answer beside the app's pad, until the app has its own. */
export function keepAnswer() {
  if (!hasAnswer()) return;
  find(ANSWER, panel).removeAttribute("data-testid");
  find(".desk").append(result());
}

/** Resolves once the app has answered and stored the entry in its history. */
export async function appAnswered() {
  const states = ["ready", "rejected", "error"];
  await waitUntil(() => {
    /** @type {HTMLElement | null} */
    const answer = document.querySelector(ANSWER);
    return states.includes(answer?.dataset.state ?? "");
  });
  result().remove();
  if (!document.hidden) await afterPaint();
}

function result() {
  return /** @type {Element} */ (panel.closest(".result"));
}

/**
 * @param {import("./ink.js").Stroke[]} strokes
 * @returns {Promise<string | undefined>} `undefined` if the drawing cannot be read
 */
async function read(strokes) {
  try {
    const reader = await globalThis.inkling.reader;
    await nextTask();
    return reader?.read(strokes.map((points) => Float32Array.from(points)));
  } catch {
    // The app retries and reports the error.
    return undefined;
  }
}

/** @returns {Promise<void>} */
function nextTask() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/** @param {string} number */
function showNumber(number) {
  setState("ready", number).className = "for-screen-readers";
  const digits = document.createElement("p");
  digits.className = `digits${number.length > 1 ? SIZES[Math.ceil(number.length / 4)] : ""}`;
  digits.ariaHidden = "true";
  digits.translate = false;
  digits.append(Object.assign(document.createElement("b"), { className: "glyph", textContent: number }));
  panel.prepend(digits);
}

/**
 * Sets the state and text of the answer; returns the element with the text.
 *
 * @param {"loading" | "ready"} state
 * @param {string} text
 */
function setState(state, text) {
  panel.innerHTML = blank;
  const answer = find(ANSWER, panel);
  answer.dataset.state = state;
  if (state === "ready") answer.dataset.number = text;
  const sentence = /** @type {HTMLElement} */ (answer.firstElementChild);
  sentence.textContent = text;
  return sentence;
}
