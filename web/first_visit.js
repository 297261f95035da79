// Whether somebody has been here before, and has put the introduction away.

const kKey = `atelier introduced ${new URL('.', location.href).pathname}`; // neighbours on the same host keep their own

/** @returns {boolean} false where nothing can be remembered: it would be a first visit for ever */
export function isFirstVisit() {
  try {
    return localStorage.getItem(kKey) === null;
  } catch {
    return false;
  }
}

export function rememberVisit() {
  try {
    localStorage.setItem(kKey, 'yes');
  } catch {
    // isFirstVisit() knows
  }
}
