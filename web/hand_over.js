// A dialog of HTML for what the browser, or the frame around this page, keeps it from doing itself: a text to be copied by hand, a file that
// may not be saved. It has the focus until Escape or Close, and then the focus is where it was.

/**
 * @param {object} what
 * @param {string} what.title
 * @param {string} what.why
 * @param {string} what.text to be copied; "" for none
 * @param {[name: string, act: () => string][]} [what.acts] more buttons; an act returns what is to be said about how it went
 */
export function handOver({ title, why, text, acts = [] }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'hand-over';
  dialog.setAttribute('aria-label', title);
  const said = paragraph('');
  said.setAttribute('role', 'status');
  const heading = document.createElement('h3');
  heading.textContent = title;
  dialog.append(heading, paragraph(why));
  const buttons = document.createElement('p');
  if (text) {
    const field = document.createElement('textarea');
    field.value = text;
    field.readOnly = true;
    field.rows = 4;
    field.setAttribute('aria-label', 'To be copied');
    field.addEventListener('focus', () => field.select());
    dialog.append(field);
    buttons.append(button('Copy', () => {
      field.focus();
      said.textContent = document.execCommand('copy') ? 'Copied.' : 'Press Ctrl and C, or Command and C: the text is chosen.';
    }));
  }
  for (const [name, act] of acts) buttons.append(button(name, () => (said.textContent = act())));
  buttons.append(button('Close', () => dialog.close()));
  dialog.append(buttons, said);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => event.stopPropagation()); // Escape and letters are no keys of the page here
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {string} text */
function paragraph(text) {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}

/** @param {string} name @param {() => void} act */
function button(name, act) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = name;
  element.addEventListener('click', act);
  return element;
}
