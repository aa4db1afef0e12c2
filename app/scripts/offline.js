// Registers the service worker, which keeps the page for visits without a network, and announces updates.

// The service worker fetches every file again: its start must not delay the first drawing.
const DELAY = 2000; // ms

const container = navigator.serviceWorker;
if (container) {
  followUpdates();
  addEventListener("settled", () => setTimeout(() => register().catch(() => {}), DELAY), { once: true });
}

/** Reloads every tab when an update takes over: two builds at once would share files. */
function followUpdates() {
  let controller = container.controller;
  container.addEventListener("controllerchange", () => {
    if (controller) {
      dispatchEvent(new Event("update-taken"));
      location.reload();
    } else cacheLanguage();
    controller = container.controller;
  });
}

/** Fetches the language's catalog again, now through the service worker, which caches it. */
function cacheLanguage() {
  const { lang } = document.documentElement;
  if (lang !== "en") fetch(`./locale-${lang}.json`).catch(() => {});
}

/** Rejects in private windows and without TLS, where the page works online only. */
async function register() {
  // The first build replaces no other, though browsers may report it as waiting while it takes control.
  let isFirst = !container.controller;
  const registration = await container.register("./sw.js");
  const offer = () => {
    if (registration.waiting && container.controller) dispatchEvent(new Event("update-ready"));
  };
  if (!isFirst) offer();
  registration.addEventListener("updatefound", () => {
    if (!isFirst) registration.installing?.addEventListener("statechange", offer);
    isFirst = false;
  });
  addEventListener("update-wanted", () => registration.waiting?.postMessage(""));
}
