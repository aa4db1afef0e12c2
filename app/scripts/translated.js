// Keeps the app's text nodes in the document when the browser translates the page: translators put
// `<font>` elements in their place, and what the app wrote into the nodes later would be lost.

/**
 * Translations by the text nodes that they stand for, and the texts of those.
 *
 * @type {WeakMap<Node, { font: Element, original: string }>}
 */
const translations = new WeakMap();
/** @type {WeakMap<Node, Text>} */
const texts = new WeakMap();

const observer = new MutationObserver((records) => {
  for (const record of records) follow(record);
  // Changes by this script itself.
  observer.takeRecords();
});
observer.observe(document.body, { characterData: true, childList: true, subtree: true });

/** @param {MutationRecord} record */
function follow({ type, target, addedNodes, removedNodes, previousSibling, nextSibling }) {
  if (type === "characterData") return dropTranslation(target);
  for (const node of removedNodes) {
    if (node.isConnected) continue;
    const text = texts.get(node);
    if (text?.isConnected) showOriginal(text);
    else if (translations.has(node)) dropTranslation(node);
    else if (node instanceof Text) {
      const font = [...addedNodes, previousSibling, nextSibling].find(isTranslation);
      if (font) keep(node, /** @type {Element} */ (font));
    }
  }
}

/** @param {Node | null} node */
function isTranslation(node) {
  return node instanceof Element && node.matches("font") && node.isConnected && !texts.has(node);
}

/**
 * Puts a text node back beside its translation, empty.
 *
 * @param {Text} text
 * @param {Element} font
 */
function keep(text, font) {
  translations.set(text, { font, original: text.data });
  texts.set(font, text);
  text.data = "";
  font.before(text);
}

/**
 * Removes the translation of a text that the app has changed or removed.
 *
 * @param {Node} text
 */
function dropTranslation(text) {
  translations.get(text)?.font.remove();
  translations.delete(text);
}

/** @param {Text} text whose translation the browser has taken back */
function showOriginal(text) {
  const original = translations.get(text)?.original;
  if (original !== undefined && !text.data) text.data = original;
  translations.delete(text);
}
