// The drawing pad as an element: pointers of every kind draw, and so do keys.
//
// Pointers are captured, so that a stroke that leaves the pad goes on, and every position the browser merged into one event is
// handed on. The pad alone keeps touches from scrolling the page; Tab always leaves it.

import { setAttribute } from './mirror_dom.js';

/** Keys that mean something on the pad, by KeyboardEvent.key, with their names for the ui; every other one stays the browser's.
 * @type {Record<string, string>} */
const kKeys = {
  ArrowLeft: 'ArrowLeft', ArrowRight: 'ArrowRight', ArrowUp: 'ArrowUp', ArrowDown: 'ArrowDown', ' ': 'Space', Enter: 'Enter',
};

/** @type {import('./mirror_elements.js').Maker} */
export function makePad(binding) {
  const pad = document.createElement('div');
  pad.tabIndex = 0;
  pad.setAttribute('role', 'application');
  /** @type {number | null} */
  let drawing = null; // the pointer that draws
  const send = (/** @type {string} */ phase, /** @type {PointerEvent} */ event) => {
    const box = pad.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    binding.sink.pad(binding.control.id, phase, x, y, event);
  };

  pad.addEventListener('pointerdown', (event) => {
    if (drawing !== null || event.button !== 0 || !binding.control.enabled) return;
    drawing = event.pointerId;
    pad.setPointerCapture(event.pointerId);
    send('down', event);
  });
  pad.addEventListener('pointermove', (event) => {
    if (drawing !== null && event.pointerId !== drawing) return;
    const merged = event.getCoalescedEvents?.() ?? [];
    for (const each of merged.length > 0 ? merged : [event]) send('move', each);
  });
  for (const [type, phase] of /** @type {const} */ ([['pointerup', 'up'], ['pointercancel', 'cancel']])) {
    pad.addEventListener(type, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = null;
      send(phase, event);
    });
  }
  pad.addEventListener('pointerleave', (event) => {
    if (drawing === null) send('leave', event);
  });
  pad.addEventListener('keydown', (event) => {
    if (!(event.key in kKeys) || event.ctrlKey || event.altKey || event.metaKey || !binding.control.enabled) return;
    event.preventDefault();
    binding.sink.act(binding.control.id, `key:${kKeys[event.key]}`);
  });

  const show = (/** @type {import('./types.js').Control} */ control) => {
    setAttribute(pad, 'aria-label', control.name);
    setAttribute(pad, 'aria-disabled', control.enabled ? '' : 'true');
  };
  return { inner: pad, show };
}
