// Runs before everything else, in browsers of any age: hence the old style.
(function () {
  // A module with one function that makes a SIMD vector: valid only where SIMD is known.
  var simd = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253,
    15, 253, 98, 11
  ];
  var knowsSimd =
    typeof WebAssembly === "object" && WebAssembly.validate(new Uint8Array(simd));
  var lacks = [];
  if (!knowsSimd) lacks.push("WebAssembly SIMD");
  if (typeof DecompressionStream !== "function") lacks.push("DecompressionStream");
  if (lacks.length === 0) return;
  document.addEventListener("DOMContentLoaded", function () {
    var progress = document.getElementById("progress");
    progress.setAttribute("data-final", "");
    progress.hidden = false;
    progress.textContent =
      "This browser lacks " + lacks.join(" and ") + ", which Inkling needs to read digits. " +
      "Any Chrome, Edge, Firefox or Safari from the summer of 2023 or later has it.";
  });
})();
