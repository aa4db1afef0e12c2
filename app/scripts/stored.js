// Settings that the app has stored.

/**
 * A stored value; `undefined` if there is none, or the browser denies storage.
 *
 * @param {"localStorage" | "sessionStorage"} storage
 * @param {string} name
 * @returns {string | undefined}
 */
export function stored(storage, name) {
  try {
    return window[storage][name];
  } catch {
    return undefined;
  }
}
