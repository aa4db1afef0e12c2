// Names the features that an old browser lacks. ES5, so that browsers of any age can run it.

// A module with one function that creates a SIMD vector: valid only where SIMD is supported.
var simd = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
];
/** @type {string[]} */
var missing = [];
if (typeof WebAssembly !== "object" || !WebAssembly.validate(new Uint8Array(simd)))
  missing.push("WebAssembly SIMD");
if (typeof DecompressionStream !== "function") missing.push("DecompressionStream");
if (missing.length > 0) document.addEventListener("DOMContentLoaded", report);

function report() {
  var progress = /** @type {HTMLElement} */ (document.getElementById("progress"));
  progress.setAttribute("data-final", "");
  progress.hidden = false;
  progress.textContent =
    "This browser lacks " +
    missing.join(" and ") +
    ", which Inkling needs to read digits. " +
    "Any Chrome, Edge, Firefox or Safari from the summer of 2023 or later has it.";
}
