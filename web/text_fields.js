// Fields that are typed into: of one line, and of several with a mark under what is wrong.
//
// Both commit on Enter and when they are left. What is being typed is not touched; Escape takes it back, and where the ui has a hand
// in it (a refusal, a draft), tells the ui by ID.escaped.

import { setAttribute, setLabel, setText } from './mirror_dom.js';

/** @typedef {import('./types.js').Control} Control */
/** @typedef {import('./mirror_elements.js').Binding} Binding */
/** @typedef {import('./mirror_elements.js').Maker} Maker */

/** @type {Maker} */
export function makeTextbox(binding) {
  const input = document.createElement('input');
  input.type = 'text';
  const showEdit = edit(input, binding);
  const show = (/** @type {Control} */ control) => {
    showEdit(control);
    setAttribute(input, 'placeholder', control.value === '' ? control.valueText : '');
  };
  return { inner: input, show };
}

/** Tells the ui of every change by ID.typed. Behind it lies the same text, invisible, with the mark: the browser breaks both into
 * lines alike.
 * @type {Maker} */
export function makeTextArea(binding) {
  const area = document.createElement('textarea');
  area.rows = 2;
  const behind = document.createElement('div');
  behind.className = 'marks';
  behind.setAttribute('aria-hidden', 'true');
  const mark = document.createElement('mark');
  const [before, after] = [new Text(), new Text()];
  behind.append(before, mark, after);
  const showEdit = edit(area, binding);
  const follow = () => {
    behind.scrollTop = area.scrollTop;
  };
  const showMark = () => {
    const { markFrom, markLength, value } = binding.control;
    const isCurrent = markFrom >= 0 && value === area.value;
    const end = isCurrent ? markFrom + markLength : 0;
    before.data = isCurrent ? value.slice(0, markFrom) : '';
    setText(mark, isCurrent ? value.slice(markFrom, end) || '\u00a0' : ''); // a space for what is missing
    after.data = isCurrent ? value.slice(end) : '';
    mark.hidden = !isCurrent;
    follow();
  };
  area.addEventListener('input', () => {
    if (binding.control.enabled) binding.sink.act(`${binding.control.id}.typed`, area.value);
  });
  area.addEventListener('scroll', follow);
  const show = (/** @type {Control} */ control) => {
    showEdit(control);
    showMark();
  };
  return { inner: area, show, behind };
}

/** @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {Binding} binding */
function edit(input, binding) {
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.setAttribute('autocapitalize', 'off');
  let settled = binding.control.value; // as last shown or committed
  let typing = false;
  const commit = () => {
    typing = false;
    if (input.value === settled || !binding.control.enabled) return;
    settled = input.value;
    binding.sink.act(binding.control.id, input.value);
  };
  const restore = () => {
    typing = false;
    settled = binding.control.value;
    input.value = settled;
  };
  input.addEventListener('input', () => {
    typing = true;
  });
  input.addEventListener('change', commit);
  input.addEventListener('blur', commit); // no "change" comes when the text is as it was before an Enter
  input.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault(); // a line break in a textarea
      commit();
    }
    if (event.key !== 'Escape') return;
    restore();
    const { id, role, error } = binding.control;
    if (role === 'textarea' || error) binding.sink.act(`${id}.escaped`, '');
  });
  let lastValue = settled;
  input.value = settled;
  return (/** @type {Control} */ control) => {
    setLabel(input, control);
    input.readOnly = !control.enabled;
    const changed = control.value !== lastValue;
    lastValue = control.value;
    const focused = document.activeElement === input;
    if (focused ? changed && !typing : input.value !== control.value) restore();
  };
}
