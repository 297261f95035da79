// One HTML element for each role of control: how it is made, what it shows, what it does.
//
// A control that is switched off keeps its place in the Tab order (aria-disabled), so that the focus is not thrown out of it; it
// does nothing. Writing to the DOM only what changed keeps screen readers quiet.

import { place, setAttribute, setText, showNotes } from './mirror_dom.js';
import { makePad } from './pad.js';

/** @typedef {import('./types.js').Control} Control */

/**
 * @typedef {object} Sink
 * @property {(id: string, value: string) => void} act
 * @property {(id: string, phase: string, x: number, y: number, event: PointerEvent) => void} pad a pointer on a pad, 0 to 1 across
 *   it; phase: "down", "move", "up", "cancel" or "leave"
 */

/**
 * @typedef {object} Mirrored
 * @property {string} role
 * @property {HTMLElement} element the outermost, positioned over the picture
 * @property {(control: Control) => void} update
 * @property {() => Control} control as last seen
 */

/** @typedef {{control: Control, sink: Sink}} Binding the control as last seen, for event handlers */

/** @typedef {(binding: Binding) => {inner: HTMLElement, show: (control: Control) => void}} Maker */

/** @type {Record<string, Maker>} */
const kMakers = {
  button: makeButton,
  tab: makeButton,
  slider: makeSlider,
  select: makeSelect,
  textbox: makeTextbox,
  checkbox: makeCheckbox,
  pad: makePad,
};

/**
 * @param {Control} control
 * @param {Sink} sink
 * @returns {Mirrored}
 */
export function makeElement(control, sink) {
  const binding = { control, sink };
  const { inner, show } = (kMakers[control.role] ?? makeText)(binding);
  const element = document.createElement('div');
  element.className = `control ${control.role}`;
  inner.id = `control-${control.id}`;
  if (inner instanceof HTMLInputElement || inner instanceof HTMLSelectElement || inner instanceof HTMLTextAreaElement) {
    element.append(makeLabel(inner.id));
  }
  element.append(inner);
  const update = (/** @type {Control} */ next) => {
    binding.control = next;
    place(element, next);
    show(next);
    showNotes(element, inner, next);
  };
  update(control);
  return { role: control.role, element, update, control: () => binding.control };
}

/** @type {Maker} */
function makeButton(binding) {
  const button = document.createElement('button');
  button.type = 'button';
  const isTab = binding.control.role === 'tab';
  if (isTab) button.setAttribute('role', 'tab');
  button.addEventListener('click', () => {
    if (binding.control.enabled) binding.sink.act(binding.control.id, '');
  });
  const show = (/** @type {Control} */ control) => {
    setText(button, control.name);
    setAttribute(button, 'aria-disabled', control.enabled ? '' : 'true');
    if (isTab) {
      setAttribute(button, 'aria-selected', String(control.checked));
      setAttribute(button, 'tabindex', control.checked ? '0' : '-1');
    } else if (control.checked || button.hasAttribute('aria-pressed')) {
      setAttribute(button, 'aria-pressed', String(control.checked)); // one that was ever down is a toggle
    }
  };
  return { inner: button, show };
}

/** @type {Maker} */
function makeSlider(binding) {
  const input = document.createElement('input');
  input.type = 'range';
  input.addEventListener('input', () => {
    if (binding.control.enabled) binding.sink.act(binding.control.id, input.value);
    else show(binding.control);
  });
  const show = (/** @type {Control} */ control) => {
    setLabel(input, control);
    setAttribute(input, 'min', String(control.min));
    setAttribute(input, 'max', String(control.max));
    setAttribute(input, 'step', control.step > 0 ? String(control.step) : 'any');
    setAttribute(input, 'aria-valuetext', control.valueText);
    if (input.value !== control.value) input.value = control.value;
  };
  return { inner: input, show };
}

/** @type {Maker} */
function makeSelect(binding) {
  const select = document.createElement('select');
  select.addEventListener('change', () => {
    if (binding.control.enabled) binding.sink.act(binding.control.id, select.value);
    else show(binding.control);
  });
  let shown = '';
  const show = (/** @type {Control} */ control) => {
    setLabel(select, control);
    const options = control.options.includes(control.value) ? control.options : [control.value, ...control.options];
    if (options.join('\n') !== shown) select.replaceChildren(...options.map((text) => new Option(text || 'custom', text)));
    shown = options.join('\n');
    if (select.value !== control.value) select.value = control.value;
  };
  return { inner: select, show };
}

/** A text field commits on Enter and when it is left, and takes its value back on Escape. What is being typed is not touched.
 * @type {Maker} */
function makeTextbox(binding) {
  const input = document.createElement('input');
  input.type = 'text';
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
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') restore();
  });
  let lastValue = settled;
  const show = (/** @type {Control} */ control) => {
    setLabel(input, control);
    input.readOnly = !control.enabled;
    const changed = control.value !== lastValue;
    lastValue = control.value;
    const focused = document.activeElement === input;
    if (focused ? changed && !typing : input.value !== control.value) restore();
  };
  input.value = settled;
  return { inner: input, show };
}

/** @type {Maker} */
function makeCheckbox(binding) {
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.addEventListener('change', () => {
    if (binding.control.enabled) binding.sink.act(binding.control.id, input.checked ? 'true' : 'false');
    else input.checked = binding.control.checked;
  });
  const show = (/** @type {Control} */ control) => {
    setLabel(input, control);
    if (input.checked !== control.checked) input.checked = control.checked;
  };
  return { inner: input, show };
}

/** @type {Maker} */
function makeText() {
  const paragraph = document.createElement('p');
  const show = (/** @type {Control} */ control) => {
    const value = control.valueText || control.value;
    setText(paragraph, control.name && value ? `${control.name}: ${value}` : control.name || value);
  };
  return { inner: paragraph, show };
}

/** @param {string} id */
function makeLabel(id) {
  const label = document.createElement('label');
  label.htmlFor = id;
  return label;
}

/**
 * @param {HTMLElement} input
 * @param {Control} control
 */
function setLabel(input, control) {
  setAttribute(input, 'aria-disabled', control.enabled ? '' : 'true');
  const label = input.previousElementSibling;
  if (label instanceof HTMLElement) setText(label, control.name);
}
