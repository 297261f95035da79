// The drawing pad as an element: pointers of every kind draw, and so do keys.
//
// Pointers are captured, so that a stroke that leaves the pad goes on, and every position the browser merged into one event is
// handed on. The pad alone keeps a finger from scrolling the page; two fingers scroll it, and what the first of them began is taken
// back. Tab always leaves the pad.

import { setAttribute } from './mirror_dom.js';

/** Keys that mean something on the pad, by KeyboardEvent.key, with their names for the ui; every other one stays the browser's.
 * @type {Record<string, string>} */
const kKeys = {
  ArrowLeft: 'ArrowLeft', ArrowRight: 'ArrowRight', ArrowUp: 'ArrowUp', ArrowDown: 'ArrowDown', ' ': 'Space', Enter: 'Enter',
  '+': 'Plus', '=': 'Plus', '-': 'Minus',
};

/** The same with Control or Command. @type {Record<string, string>} */
const kKeysWithControl = { z: 'Undo', Z: 'Redo', y: 'Redo' };

/** @param {KeyboardEvent} event */
function nameOfKey(event) {
  if (event.altKey) return undefined;
  return event.ctrlKey || event.metaKey ? kKeysWithControl[event.key] : kKeys[event.key];
}

/** @type {import('./mirror_elements.js').Maker} */
export function makePad(binding) {
  const pad = document.createElement('div');
  pad.tabIndex = 0;
  pad.setAttribute('role', 'application');
  /** @type {number | null} */
  let drawing = null; // the pointer that draws
  /** @type {Map<number, number>} where the fingers on the pad are, downwards */
  const fingers = new Map();
  let isScrolling = false; // until the last finger leaves
  const send = (/** @type {string} */ phase, /** @type {PointerEvent} */ event) => {
    const box = pad.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    binding.sink.pad(binding.control.id, phase, x, y, event);
  };

  pad.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientY);
    if (fingers.size > 1 && !isScrolling) {
      isScrolling = true;
      if (drawing !== null) send('cancel', event);
      drawing = null;
    }
    if (isScrolling || drawing !== null || event.button !== 0 || !binding.control.enabled) return;
    drawing = event.pointerId;
    pad.setPointerCapture(event.pointerId);
    send('down', event);
  });
  pad.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (before !== undefined) fingers.set(event.pointerId, event.clientY);
    if (isScrolling) return before !== undefined && scrollBy(0, (before - event.clientY) / fingers.size);
    if (drawing !== null && event.pointerId !== drawing) return;
    const merged = event.getCoalescedEvents?.() ?? [];
    for (const each of merged.length > 0 ? merged : [event]) send('move', each);
  });
  for (const [type, phase] of /** @type {const} */ ([['pointerup', 'up'], ['pointercancel', 'cancel']])) {
    pad.addEventListener(type, (event) => {
      fingers.delete(event.pointerId);
      if (fingers.size === 0) isScrolling = false;
      if (event.pointerId !== drawing) return;
      drawing = null;
      send(phase, event);
    });
  }
  pad.addEventListener('pointerleave', (event) => {
    if (drawing === null) send('leave', event);
  });
  pad.addEventListener('keydown', (event) => {
    if (!binding.control.enabled) return;
    if (event.key === 'Escape') binding.sink.act(binding.control.id, 'key:Escape'); // it goes on to the page as well
    const name = nameOfKey(event);
    if (!name) return;
    event.preventDefault();
    binding.sink.act(binding.control.id, `key:${name}`);
  });

  const show = (/** @type {import('./types.js').Control} */ control) => {
    setAttribute(pad, 'aria-label', control.name);
    setAttribute(pad, 'aria-disabled', control.enabled ? '' : 'true');
  };
  return { inner: pad, show };
}
