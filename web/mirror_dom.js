// What every mirrored element has: a place over its picture, a description, an error. Writes to the DOM only what changed.

/** @typedef {import('./types.js').Control} Control */

/** The description and the error, as text that the control is described by.
 * @param {HTMLElement} element
 * @param {HTMLElement} inner
 * @param {Control} control */
export function showNotes(element, inner, control) {
  /** @type {string[]} */
  const ids = [];
  for (const [kind, text] of [['description', control.description], ['error', control.error]]) {
    let note = element.querySelector(`:scope > .${kind}`);
    if (!text) {
      note?.remove();
      continue;
    }
    if (!note) {
      note = document.createElement('p');
      note.className = kind;
      note.id = `${inner.id}-${kind}`;
      note.toggleAttribute('hidden', kind === 'description'); // still describes; read twice it would tire
      element.append(note);
    }
    setText(/** @type {HTMLElement} */ (note), text);
    ids.push(note.id);
  }
  setAttribute(inner, 'aria-describedby', ids.join(' '));
  setAttribute(inner, 'aria-invalid', control.error ? 'true' : '');
}

/** Over its picture, and only as much of it as shows; the focus ring may reach 4 pixels further.
 * @param {HTMLElement} element
 * @param {Control} control */
export function place(element, { rect, clip }) {
  setStyle(element, 'left', `${rect.x}px`);
  setStyle(element, 'top', `${rect.y}px`);
  setStyle(element, 'width', `${rect.width}px`);
  setStyle(element, 'height', `${rect.height}px`);
  const above = clip.y - rect.y;
  const below = rect.y + rect.height - clip.y - clip.height;
  const covered = above > 0 || below > 0;
  setStyle(element, 'clipPath', covered ? `inset(${Math.max(-4, above)}px -4px ${Math.max(-4, below)}px)` : '');
}

/**
 * @param {HTMLElement} element
 * @param {'left' | 'top' | 'width' | 'height' | 'clipPath'} name
 * @param {string} value
 */
function setStyle(element, name, value) {
  if (element.style[name] !== value) element.style[name] = value;
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** "" takes the attribute away.
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string} value */
export function setAttribute(element, name, value) {
  if ((element.getAttribute(name) ?? '') === value) return;
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** The label before a field, and whether it is switched off.
 * @param {HTMLElement} input
 * @param {Control} control */
export function setLabel(input, control) {
  setAttribute(input, 'aria-disabled', control.enabled ? '' : 'true');
  const label = input.previousElementSibling;
  if (label instanceof HTMLElement) setText(label, control.name);
}

/** The element itself, or the first inside of it, that Tab stops at.
 * @param {Element | undefined} element */
export function focusable(element) {
  const inner = element?.matches('button, input, select, textarea, [tabindex]')
    ? element
    : element?.querySelector('button, input, select, textarea, [tabindex="0"]');
  return inner instanceof HTMLElement ? inner : null;
}
