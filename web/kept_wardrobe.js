// Keeps the wardrobe in this browser, so that it is there again after a reload, and has it saved as a file and opened from one.

import { choose, saveFile } from './files.js';

const kKey = `atelier wardrobe ${new URL('.', location.href).pathname}`; // neighbours on the same host keep their own
const kMost = 1_000_000; // bytes: of the largest wardrobe there are less than half as many
const kFile = 'my.wardrobe';

/** @typedef {import('./ui_loop.js').UiLoop} UiLoop */

/** @param {UiLoop} loop */
export function keepWardrobe(loop) {
  const before = read();
  if (before) loop.call((ui) => ui.openWardrobe(before));
  return {
    /** After every frame. @param {import('./ui.js').Ui} ui */
    follow(ui) {
      const changed = ui.takeWardrobe();
      if (changed) write(changed, ui);
    },
  };
}

/** @param {UiLoop} loop */
export function exportWardrobe(loop) {
  loop.call((ui) => saveFile(ui.wardrobe(), kFile, 'the wardrobe', 'application/octet-stream'));
}

/** To be called just after a press. @param {UiLoop} loop */
export async function importWardrobe(loop) {
  try {
    const bytes = await choose('.wardrobe', kMost);
    if (bytes) loop.call((ui) => ui.importWardrobe(bytes));
  } catch {
    loop.call((ui) => ui.problem('The file could not be read: it may have been moved.'));
  }
}

function read() {
  try {
    const text = localStorage.getItem(kKey);
    return text === null ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes @param {import('./ui.js').Ui} ui */
function write(bytes, ui) {
  try {
    localStorage.setItem(kKey, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
  } catch {
    ui.problem('This browser keeps nothing of the wardrobe for the next visit: save it with Export.');
  }
}
