// worker_files.js for the worker of the page that is one file. Its first message holds the files, and is not the engine's.

import { open, optionsOf } from './embedded.js';

/** @type {Promise<Record<string, string>>} */
const files = new Promise((resolve) => {
  const take = (/** @type {MessageEvent} */ event) => {
    event.stopImmediatePropagation();
    resolve(event.data.files);
  };
  self.addEventListener('message', take, { once: true });
});

/** @param {string} path @returns {Promise<Uint8Array>} */
export async function siteFile(path) {
  return open((await files)[path]);
}

export async function moduleOptions() {
  return optionsOf(await siteFile('engine.wasm'));
}
