// The wardrobe as a file: saved, and opened to be added to the one that is here.

import { choose, saveFile } from './files.js';

const kMost = 1_000_000; // bytes: of the largest wardrobe there are less than half as many
const kFile = 'my.wardrobe';

/** @typedef {import('./ui_loop.js').UiLoop} UiLoop */

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
