// Says what keeps the page from starting, and once it runs keeps it for visits without a network.

// A script that does not come tells its element only; what a module awaits tells the window.
addEventListener("error", ({ target }) => isScript(target) && tellFailure(), { capture: true });
addEventListener("unhandledrejection", tellFailure);

const workers = navigator.serviceWorker;
if (workers) {
  follow(workers);
  addEventListener("settled", () => keep(workers).catch(() => {}), { once: true });
}

function isScript(target) {
  return target === window || target instanceof HTMLScriptElement;
}

// Once the page has started, there is nowhere to say so.
function tellFailure() {
  const progress = document.getElementById("progress");
  if (!progress || progress.hasAttribute("data-final") || progress.firstElementChild) return;
  progress.textContent = "The page could not be loaded. Check your connection, then ";
  const again = document.createElement("button");
  again.textContent = "load it again";
  again.addEventListener("click", () => location.reload());
  progress.append(again);
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
  const registration = await workers.register("./sw.js");
  const offer = () => {
    if (registration.waiting && workers.controller) dispatchEvent(new Event("update-ready"));
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing.addEventListener("statechange", offer);
  });
  addEventListener("update-wanted", () => registration.waiting?.postMessage(""));
}
