// page_files.js for the page that is one file: everything lies in the document, in script elements that are no scripts. Without a request, a
// frame that has no origin of its own can train, too. The worker is a blob, and gets the files by its first message.

import { open, optionsOf } from './embedded.js';

const isKeeping = self.origin !== 'null';
export const kAbout =
  `This page is one file, with ${kCarried} images in it.` +
  (isKeeping ? '' : ' It is in a frame that keeps nothing: what you train and draw here is gone with the page, unless you save it as a file.');

/** @param {string} path */
function textOf(path) {
  return document.getElementById(`file:${path}`)?.textContent ?? undefined;
}

/** @returns {Worker} */
export function startWorker() {
  const url = URL.createObjectURL(new Blob([document.getElementById('worker')?.textContent ?? ''], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'engine' });
  const files = [...document.querySelectorAll('script[data-for="worker"]')];
  worker.postMessage({ files: Object.fromEntries(files.map(({ id, textContent }) => [id.slice('file:'.length), textContent])) });
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // it may begin late
  return worker;
}

/** @param {string} path @returns {Promise<Uint8Array>} */
export function siteFile(path) {
  return open(textOf(path));
}

export { siteFile as namedFile };

export async function moduleOptions() {
  return optionsOf(await siteFile('ui.wasm'));
}
