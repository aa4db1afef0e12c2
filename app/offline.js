// Keeps the page for visits without a network, and tells it of newer builds.

// What is kept is fetched once more, which would delay the first thing that somebody draws.
const REST = 2000; // ms

const workers = navigator.serviceWorker;
if (workers) {
  follow(workers);
  addEventListener("settled", () => setTimeout(() => keep(workers).catch(() => {}), REST), { once: true });
}

// Every tab takes an update at the same time: two builds at once would share files.
function follow(workers) {
  let running = workers.controller;
  workers.addEventListener("controllerchange", () => {
    if (running) {
      dispatchEvent(new Event("update-taken"));
      location.reload();
    } else keepLanguage();
    running = workers.controller;
  });
}

// The catalog came before there was somebody to keep it: whoever keeps it now fetches it again.
function keepLanguage() {
  const { lang } = document.documentElement;
  if (lang !== "en") fetch(`./locale-${lang}.json`).catch(() => {});
}

// Where browsers refuse, which they do in private windows and without TLS, the page works online.
async function keep(workers) {
  // The first build replaces none, though browsers may report it as waiting when it controls the page.
  let isFirst = !workers.controller;
  const registration = await workers.register("./sw.js");
  const offer = () => {
    if (registration.waiting && workers.controller) dispatchEvent(new Event("update-ready"));
  };
  if (!isFirst) offer();
  registration.addEventListener("updatefound", () => {
    if (!isFirst) registration.installing?.addEventListener("statechange", offer);
    isFirst = false;
  });
  addEventListener("update-wanted", () => registration.waiting?.postMessage(""));
}
