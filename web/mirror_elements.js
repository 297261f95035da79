// One HTML element for each role of control: how it is made, what it shows, what it does.
//
// A control that is switched off keeps its place in the Tab order (aria-disabled), so that the focus is not thrown out of it; it
// does nothing. Writing to the DOM only what changed keeps screen readers quiet.

import { makeCamera } from './camera.js';
import { place, setAttribute, setLabel, setText, showNotes } from './mirror_dom.js';
import { makePad } from './pad.js';
import { makeTextArea, makeTextbox } from './text_fields.js';

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
 * @property {(() => void)} [end] to be called when the element is taken away
 */

/** @typedef {{control: Control, sink: Sink}} Binding the control as last seen, for event handlers */

/** @typedef {(binding: Binding) => {inner: HTMLElement, show: (control: Control) => void, behind?: HTMLElement, end?: () => void}} Maker
 * `behind` lies under `inner` */

/** @type {Record<string, Maker>} */
const kMakers = {
  button: makeButton,
  disclosure: makeButton,
  tab: makeButton,
  cell: makeCell,
  slider: makeSlider,
  select: makeSelect,
  textbox: makeTextbox,
  textarea: makeTextArea,
  checkbox: makeCheckbox,
  pad: makePad,
  camera: makeCamera,
  frame: makeFrame,
  cover: makeCover,
  backdrop: makeCover,
};

/**
 * @param {Control} control
 * @param {Sink} sink
 * @returns {Mirrored}
 */
export function makeElement(control, sink) {
  const binding = { control, sink };
  const { inner, show, behind, end } = (kMakers[control.role] ?? makeText)(binding);
  const element = document.createElement('div');
  element.className = `control ${control.role}`;
  inner.id = `control-${control.id}`;
  if (inner instanceof HTMLInputElement || inner instanceof HTMLSelectElement || inner instanceof HTMLTextAreaElement) {
    element.append(makeLabel(inner.id));
  }
  element.append(inner);
  if (behind) element.append(behind);
  const update = (/** @type {Control} */ next) => {
    binding.control = next;
    place(element, next);
    element.classList.toggle('covered', next.covered);
    show(next);
    showNotes(element, inner, next);
  };
  update(control);
  return { role: control.role, element, update, control: () => binding.control, end };
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
    } else if (control.role === 'disclosure') {
      setAttribute(button, 'aria-expanded', String(control.checked));
    } else if (control.checked || button.hasAttribute('aria-pressed')) {
      setAttribute(button, 'aria-pressed', String(control.checked)); // one that was ever down is a toggle
    }
  };
  return { inner: button, show };
}

const kCellKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

/** A button of a grid, which is one stop of Tab; its keys choose another one, which then has the focus.
 * @type {Maker} */
function makeCell(binding) {
  const { inner, show } = makeButton(binding);
  inner.classList.add('cell');
  inner.addEventListener('keydown', (event) => {
    if (!kCellKeys.has(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    binding.sink.act(binding.control.id, `key:${event.key}`);
  });
  const showCell = (/** @type {Control} */ control) => {
    show(control);
    setAttribute(inner, 'tabindex', control.value === 'stop' ? '0' : '-1');
    const focus = document.activeElement;
    if (control.checked && focus !== inner && focus?.matches('button.cell')) inner.focus({ preventScroll: true });
  };
  return { inner, show: showCell };
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

/** Takes the presses on what lies over the page; a backdrop tells the ui.
 * @type {Maker} */
function makeCover(binding) {
  const cover = document.createElement('div');
  cover.className = 'over';
  cover.setAttribute('aria-hidden', 'true');
  cover.addEventListener('click', () => {
    if (binding.control.role === 'backdrop') binding.sink.act(binding.control.id, '');
  });
  return { inner: cover, show: () => {} };
}

const kAfterLastChange = 400; // milliseconds

/** Another page, to be looked at and not operated.
 * @type {Maker} */
function makeFrame() {
  const frame = document.createElement('iframe');
  frame.name = 'preview';
  frame.tabIndex = -1;
  let wanted = '';
  let timer = 0;
  const show = (/** @type {Control} */ control) => {
    setAttribute(frame, 'title', control.name);
    if (control.value === wanted) return;
    clearTimeout(timer);
    timer = setTimeout(() => frame.setAttribute('src', wanted), wanted ? kAfterLastChange : 0);
    wanted = control.value;
  };
  return { inner: frame, show, end: () => clearTimeout(timer) };
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
