// Starts the engine beside the page, says what keeps the page from starting, and once it runs keeps
// it for visits without a network.

if (wantsEngine()) startEngine();

// A script that does not come tells its element only; what a module awaits tells the window.
addEventListener("error", ({ target }) => isScript(target) && tellFailure(), { capture: true });
addEventListener("unhandledrejection", tellFailure);

const workers = navigator.serviceWorker;
if (workers) {
  follow(workers);
  addEventListener("settled", () => keep(workers).catch(() => {}), { once: true });
}

// Whoever asks a server only, or chose another engine, needs none; `storage.rs` keeps these choices.
function wantsEngine() {
  try {
    return localStorage["inkling.engine"] !== "Server" && localStorage["inkling.browser"] !== "tract";
  } catch {
    return true; // A browser that keeps nothing has kept no choice.
  }
}

// What the engine says is kept until the page takes it over; one that fails is left to the page to
// start again.
function startEngine() {
  const worker = new Worker("./engine.js", { type: "module" });
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = () => delete globalThis.engine;
  globalThis.engine = [worker, said];
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
