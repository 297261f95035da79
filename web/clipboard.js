// Puts text into the clipboard; where the browser forbids it, shows it in a dialog from which it can be copied.

import { handOver } from './hand_over.js';

/** @param {string} text @returns {Promise<boolean>} whether it is there */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // no secure origin, or a frame that was not allowed to
    handOver({ title: 'Copy this', why: 'The browser, or the frame that this page is shown in, does not let it write to the clipboard by itself.', text });
    return false;
  }
}
