// The files that the single page carries: gzip'd, as base64.

import { inflate } from '../fetch_file.js';

/** @param {string | undefined} text @returns {Promise<Uint8Array>} fails with a reason that a sentence can end in */
export async function open(text) {
  if (text === undefined) throw new Error('it is not in this page, which is one file');
  return inflate(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
}

/** Where Emscripten's module has its WebAssembly from.
 * @param {Uint8Array} wasm */
export function optionsOf(wasm) {
  return { wasmBinary: wasm, locateFile: (/** @type {string} */ name) => name };
}
