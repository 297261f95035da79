// Puts text into the clipboard; where the browser forbids it, shows it in a window from which it can be copied.

/** @param {string} text @returns {Promise<boolean>} whether it is there */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    prompt('Copy this:', text); // no secure origin, or a frame that was not allowed to
    return false;
  }
}
