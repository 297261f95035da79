// Lets the page start without a network after the first visit, and keeps versions apart.
//
// Each version of the site has a cache of its own, filled whole or not at all: every file is held to the hash that the build wrote
// down here, so that files of two versions never come together, not even while a site is being replaced. Pages are served from the
// cache of the version that is active, by their paths; a newer one waits until nobody uses the older, or until somebody asks for it. Images
// are named after their content, so all versions share them: those that a first run needs come at once, the others as they are used.

/** Paths beside this file, each with its hash as an integrity attribute has it. @type {[path: string, integrity: string][]} */
const kFiles = [/* @FILES@ */];
/** Files of images that are fetched beforehand. @type {string[]} */
const kFirstImages = [/* @FIRST_IMAGES@ */];

const worker = /** @type {any} */ (self);
const scope = worker.registration.scope; // ends in "/"
const kPrefix = `atelier ${new URL(scope).pathname} `; // neighbours on the same host keep their own
const kImages = `${kPrefix}images`;
const kVersion = `${kPrefix}@VERSION@`;
const paths = new Set(kFiles.map(([path]) => path));

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(fill()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(clean()));
worker.addEventListener('message', (/** @type {MessageEvent} */ event) => event.data === 'take over' && worker.skipWaiting());
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { method, url } = event.request;
  if (method !== 'GET' || !url.startsWith(scope)) return;
  const path = new URL(url).pathname.slice(new URL(scope).pathname.length) || 'index.html';
  if (paths.has(path)) event.respondWith(fromVersion(path, event.request));
  else if (path.startsWith('data/') && path.endsWith('.gz')) event.respondWith(fromImages(event.request));
});

async function fill() {
  const cache = await caches.open(kVersion);
  try {
    for (const [path, integrity] of kFiles) {
      const response = await fetch(new Request(scope + path, { cache: 'no-cache', integrity }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(scope + path, response);
    }
  } catch (error) {
    await caches.delete(kVersion);
    throw error;
  }
  const images = await caches.open(kImages);
  for (const path of kFirstImages) {
    if (!(await images.match(scope + path))) await images.add(scope + path).catch(() => {}); // the engine checks what it reads
  }
}

async function clean() {
  for (const name of await caches.keys()) {
    if (name.startsWith(kPrefix) && name !== kVersion && name !== kImages) await caches.delete(name);
  }
}

/** @param {string} path @param {Request} request */
async function fromVersion(path, request) {
  return (await (await caches.open(kVersion)).match(scope + path)) ?? fetch(request);
}

/** @param {Request} request */
async function fromImages(request) {
  const images = await caches.open(kImages);
  const known = request.cache === 'reload' ? undefined : await images.match(request.url); // reload: what was here was wrong
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await images.put(request.url, response.clone()).catch(() => {}); // no room: they are fetched again
  return response;
}
