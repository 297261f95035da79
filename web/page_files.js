// Where the page has the site's files from: the folder that it came from itself. single/page_files.js is the other answer, for the page that
// is one file; worker_files.js is the worker's.

/** What is to be said of where the page came from; "" for a folder. */
export const kAbout = '';

/** @returns {Worker} */
export function startWorker() {
  return new Worker('worker.js', { type: 'module', name: 'engine' });
}

/** @param {string} path in the site @returns {Promise<Uint8Array>} */
export async function siteFile(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(String(response.status));
  return new Uint8Array(await response.arrayBuffer());
}

/** A file that a link names: as it is now, with what it is too long for left off.
 * @param {string} path in the site
 * @param {number} most bytes: of a longer file its beginning, and more than that
 * @returns {Promise<Uint8Array>} fails with a reason that a sentence can end in */
export async function namedFile(path, most) {
  const { fetchFile } = await import('./fetch_file.js'); // few visits need it here
  return fetchFile(new URL(path, location.href), false, most);
}

/** What Emscripten's module of the ui is to be created with.
 * @returns {Promise<object>} */
export async function moduleOptions() {
  return {}; // it finds its .wasm beside itself
}
