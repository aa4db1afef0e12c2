// The first answer, in the page's own thread.

const ANSWER = "[data-testid=answer]";
// By every four digits.
const SIZES = ["", " several", " several many", " several most"];
const WAITING = "Your drawing is read as soon as the recognizer has loaded…";

const reading = document.querySelector("#placeholder .reading");
const blank = reading.innerHTML;
let questions = 0;

// Shows the number in these strokes, of each the x and y of its points in turn, in drawing units. Returns
// whether it is shown: what was not read, or not plainly, takes more words.
async function answer(strokes) {
  const question = ++questions;
  say("loading", WAITING);
  const number = await read(strokes);
  // Long tasks would keep a slow browser from painting.
  await nextTask();
  if (question !== questions || !number) return false;
  show(number);
  return true;
}

function hasAnswered() {
  return reading.querySelector(ANSWER).dataset.state === "ready";
}

function forgetAnswer() {
  questions++;
  reading.innerHTML = blank;
}

// Has the answer stay beside the pad of the page's program, until that has answered, too.
function keepAnswer() {
  if (!hasAnswered()) return;
  reading.querySelector(ANSWER).removeAttribute("data-testid");
  document.querySelector(".desk").append(reading.closest(".result"));
}

// Until the page's program has answered, and has put that into the history.
async function isAnsweredAgain() {
  const states = ["ready", "rejected", "error"];
  await inkling.when(() => states.includes(document.querySelector(ANSWER)?.dataset.state));
  reading.closest(".result").remove();
  if (!document.hidden) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function read(strokes) {
  try {
    const reader = await inkling.reader;
    await nextTask();
    return reader.read(strokes.map((points) => Float32Array.from(points)));
  } catch {
    // The page's program tries again, and says what is wrong.
    return undefined;
  }
}

function nextTask() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

function show(number) {
  say("ready", number).className = "for-screen-readers";
  const digits = document.createElement("p");
  digits.className = `digits${number.length > 1 ? SIZES[Math.ceil(number.length / 4)] : ""}`;
  digits.ariaHidden = "true";
  digits.append(Object.assign(document.createElement("b"), { className: "glyph", textContent: number }));
  reading.prepend(digits);
}

function say(state, text) {
  reading.innerHTML = blank;
  const answer = reading.querySelector(ANSWER);
  answer.dataset.state = state;
  if (state === "ready") answer.dataset.number = text;
  const sentence = answer.firstElementChild;
  sentence.textContent = text;
  return sentence;
}

Object.assign(inkling, { answer, forgetAnswer, hasAnswered, isAnsweredAgain, keepAnswer });
