// Where the worker has the site's files from: the folder that it came from itself. single/worker_files.js is the other answer, for the page that
// is one file.

import { fetchFile } from './fetch_file.js';

/**
 * @param {string} path in the site
 * @param {boolean} again it failed before
 * @returns {Promise<Uint8Array>} inflated when its name ends in ".gz"; fails with a reason that a sentence can end in
 */
export function siteFile(path, again) {
  return fetchFile(new URL(path, self.location.href), again);
}

/** What Emscripten's module of the engine is to be created with.
 * @returns {Promise<object>} */
export async function moduleOptions() {
  return {}; // it finds its .wasm beside itself
}
