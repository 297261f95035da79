// Sentences outside the canvas: the status region, and a notice for what the ui cannot show itself.

/** Says it to screen readers, and shows it where there is no canvas.
 * @param {string} text */
export function say(text) {
  const status = element('status');
  if (status.textContent !== text) status.textContent = text;
}

/** Shows a notice until hideNotice(), and says it.
 * @param {string} text */
export function showNotice(text) {
  const notice = element('notice');
  notice.textContent = text;
  notice.hidden = false;
  say(text);
}

export function hideNotice() {
  element('notice').hidden = true;
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html lacks #${id}`);
  return found;
}
