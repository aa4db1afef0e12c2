// Keeps one build of the page, whole, and answers for its files. Everything else, the API above
// all, goes to the network as if this were not here.
//
// Before this stands which build it is: its name, and by their addresses the integrity of its
// files; "" is the page itself.

const { scope } = registration;
const CACHE = `${scope} ${BUILD}`;
const ALL = { ...FILES, ...ON_DEMAND };

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
// Somebody takes the update: this build replaces the one that runs now.
addEventListener("message", () => skipWaiting());

addEventListener("fetch", (event) => {
  const [address] = event.request.url.split(/[?#]/);
  const name = address.slice(scope.length).replace(/^index\.html$/, "");
  if (event.request.method !== "GET" || !address.startsWith(scope) || !Object.hasOwn(ALL, name)) return;
  event.respondWith(answer(name).catch(() => fetch(event.request)));
});

async function install() {
  const cache = await caches.open(CACHE);
  const names = Object.keys(FILES);
  for (const name in ON_DEMAND) {
    if (await kept(caches, name)) names.push(name);
  }
  await Promise.all(names.map((name) => keep(cache, name)));
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${scope} `) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(name) {
  const cache = await caches.open(CACHE);
  return (await kept(cache, name)) ?? keep(cache, name);
}

const kept = (where, name) => where.match(scope + name, { ignoreVary: true });

// The integrity refuses what is of another build, while a host changes from one to the next.
async function keep(cache, name) {
  const fetched = await fetch(scope + name, { cache: "no-cache", integrity: ALL[name] });
  // A copy, because browsers take no answer to a navigation that came by a redirect.
  const response = new Response(fetched.body, fetched);
  await cache.put(scope + name, response.clone());
  return response;
}
