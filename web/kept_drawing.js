// Keeps the drawing in this browser, so that it is there again after a reload. Where nothing can be kept, nothing is.

const kKey = `atelier drawing ${new URL('.', location.href).pathname}`; // neighbours on the same host keep their own
const kAfter = 400; // milliseconds of rest

/** @param {import('./ui_loop.js').UiLoop} loop */
export function keepDrawing(loop) {
  const before = read();
  if (before) loop.call((ui) => ui.openDrawing(before));
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    write(loop.ask((ui) => ui.drawing(), ''));
  };
  addEventListener('pagehide', () => timer && keep());
  addEventListener('visibilitychange', () => timer && document.hidden && keep());
  return {
    /** The drawing may be another one now. */
    changed() {
      clearTimeout(timer);
      timer = setTimeout(keep, kAfter);
    },
  };
}

function read() {
  try {
    return localStorage.getItem(kKey);
  } catch {
    return null;
  }
}

/** @param {string} text "" when the ui is broken: what was kept last stays */
function write(text) {
  if (text === '') return;
  try {
    localStorage.setItem(kKey, text);
  } catch {
    // full or forbidden: the drawing is on the page all the same
  }
}
