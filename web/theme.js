// Which theme the page wears: the one chosen here before, or else the system's.

const kKey = `atelier theme ${new URL('.', location.href).pathname}`; // neighbours on the same host keep their own

/** @returns {string} "light", "dark" or another that was chosen; "" when none was */
export function rememberedTheme() {
  try {
    return localStorage.getItem(kKey) ?? '';
  } catch {
    return ''; // storage is closed to us, as in a sandboxed frame
  }
}

/** @param {string} theme */
export function rememberTheme(theme) {
  try {
    localStorage.setItem(kKey, theme);
  } catch {
    // it lasts as long as the page
  }
}

/** @returns {string} */
export function systemTheme() {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** @param {() => void} changed called when the system changes from day to night or back */
export function watchSystemTheme(changed) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}
