// The canvas as the ui sees it: its size, its pointers, the page's scrolling, and its context coming and going.
//
// Nothing is kept from the browser: wheel, touch and Tab do what they always do, and a touch that pans the page ends in
// "pointercancel" by itself. One backing pixel is one device pixel at every zoom and ratio.

import { kTextScale } from './text_size.js';

/**
 * @typedef {object} CanvasSink
 * @property {(width: number, height: number, ratio: number) => void} resize in pixels of the ui, which are CSS pixels but for large text;
 *   the backing size is set already
 * @property {(phase: 'move' | 'down' | 'up' | 'cancel' | 'leave', event: PointerEvent) => void} pointer
 * @property {(y: number) => void} scroll how far the document is scrolled, in the same pixels
 * @property {() => void} contextLost
 * @property {() => void} contextRestored
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasSink} sink
 */
export function watchCanvas(canvas, sink) {
  watchSize(canvas, sink);
  watchPointers(canvas, sink);
  addEventListener('scroll', () => sink.scroll(window.scrollY / kTextScale), { passive: true });
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // or it would never be restored
    sink.contextLost();
  });
  canvas.addEventListener('webglcontextrestored', () => sink.contextRestored());
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasSink} sink
 */
function watchSize(canvas, sink) {
  const resize = (/** @type {number} */ deviceWidth, /** @type {number} */ deviceHeight) => {
    if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
    if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
    sink.resize(canvas.clientWidth / kTextScale, canvas.clientHeight / kTextScale, devicePixelRatio * kTextScale);
  };
  const measure = () => {
    resize(Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio));
  };
  const observer = new ResizeObserver((entries) => {
    const exact = entries[0].devicePixelContentBoxSize?.[0];
    // Under an emulated ratio Chromium gives CSS pixels here.
    if (exact && Math.abs(exact.inlineSize - canvas.clientWidth * devicePixelRatio) < 2) resize(exact.inlineSize, exact.blockSize);
    else measure();
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
  }
  const watchRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      measure();
      watchRatio();
    }, { once: true });
  };
  watchRatio();
  measure();
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasSink} sink
 */
function watchPointers(canvas, sink) {
  canvas.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary) return;
    if (event.pointerType === 'mouse') canvas.setPointerCapture(event.pointerId);
    sink.pointer('down', event);
  });
  for (const [type, phase] of /** @type {const} */ ([['pointerup', 'up'], ['pointercancel', 'cancel']])) {
    canvas.addEventListener(type, (event) => {
      if (event.isPrimary) sink.pointer(phase, event);
    });
  }
  // HTML buttons lie over the canvas and take its presses; their pictures shall know all the same that the pointer is over them.
  addEventListener('pointermove', (event) => {
    if (event.isPrimary) sink.pointer('move', event);
  });
  document.documentElement.addEventListener('pointerleave', (event) => {
    if (event.isPrimary) sink.pointer('leave', event);
  });
}
