// DOM helpers.

/**
 * The first match of a selector that the document is known to contain.
 *
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
export function find(selector, root = document) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}

/**
 * Resolves once the condition holds; it is checked now and after every change of the document.
 *
 * @param {() => boolean} condition
 * @returns {Promise<void>}
 */
export function waitUntil(condition) {
  return new Promise((resolve) => {
    const check = () => {
      if (!condition()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
    check();
  });
}

/**
 * Resolves in a task after the next frame, when the browser has painted it.
 *
 * @returns {Promise<void>}
 */
export function afterPaint() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
