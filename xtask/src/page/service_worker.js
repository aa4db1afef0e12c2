// Service worker: caches one whole build of the page and serves its files. All other requests, such as
// those to the API, go to the network.
//
// The build prepends BUILD, its ID, and FILES and ON_DEMAND, integrity hashes by relative URL; "" is the page.

const { scope } = registration;
const CACHE = `${scope} ${BUILD}`;
const ALL = { ...FILES, ...ON_DEMAND };

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
// The page accepts the update: this build replaces the running one.
addEventListener("message", () => skipWaiting());

addEventListener("fetch", (event) => {
  const [url] = event.request.url.split(/[?#]/);
  const name = url.slice(scope.length).replace(/^index\.html$/, "");
  if (event.request.method !== "GET" || !url.startsWith(scope) || !Object.hasOwn(ALL, name)) return;
  event.respondWith(respond(name).catch(() => fetch(event.request)));
});

/** Caches the build, and those files on demand that an earlier build has cached. */
async function install() {
  const cache = await caches.open(CACHE);
  const names = Object.keys(FILES);
  for (const name in ON_DEMAND) {
    if (await cached(caches, name)) names.push(name);
  }
  await Promise.all(names.map((name) => download(cache, name)));
}

/** Deletes other builds and takes control of open pages. */
async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${scope} `) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** @param {string} name */
async function respond(name) {
  const cache = await caches.open(CACHE);
  return (await cached(cache, name)) ?? download(cache, name);
}

/**
 * @param {Cache | CacheStorage} storage
 * @param {string} name
 */
function cached(storage, name) {
  return storage.match(scope + name, { ignoreVary: true });
}

/**
 * Fetches a file into the cache. Its integrity rejects files of another build while a host deploys one.
 *
 * @param {Cache} cache
 * @param {string} name
 */
async function download(cache, name) {
  const fetched = await fetch(scope + name, { cache: "no-cache", integrity: ALL[name] });
  // A copy: browsers reject redirected responses to navigations.
  const response = new Response(fetched.body, fetched);
  await cache.put(scope + name, response.clone());
  return response;
}
