// The page: starts the ui and the worker side by side and connects them.
//
// What goes wrong ends in a sentence: the ui shows it when it can (ui.problem, ui.workerLost), or else a notice does. Nothing here
// knows what a message holds.

import { awake, restOutOfSight } from './asleep.js';
import { photograph } from './camera.js';
import { copy } from './clipboard.js';
import { watchCanvas } from './canvas.js';
import { Embedding } from './embedding.js';
import { EngineWatch } from './engine_watch.js';
import { saveFile } from './files.js';
import { isFirstVisit, rememberVisit } from './first_visit.js';
import { loadFonts } from './fonts.js';
import { startGraphics } from './graphics.js';
import { keepDrawing } from './kept_drawing.js';
import { exportWardrobe, importWardrobe, keepWardrobe } from './kept_wardrobe.js';
import { Mirror } from './mirror.js';
import { say, showNotice } from './notice.js';
import { prepareOffline } from './offline.js';
import { choosePicture, watchPictures } from './own_picture.js';
import { showDrawing } from './plain_pad.js';
import { missingForEngine } from './support.js';
import { rememberedTheme, rememberTheme, systemTheme, watchSystemTheme } from './theme.js';
import { UiLoop } from './ui_loop.js';

/** @typedef {import('./ui.js').Ui} Ui */

const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
const spacer = /** @type {HTMLElement} */ (document.getElementById('spacer'));
const main = /** @type {HTMLElement} */ (document.getElementById('mirror'));
let isIntroducing = false;
let takeUpdate = () => {};
const missing = missingForEngine();
if (missing) stop(missing);
else void awake().then(start);

/** Nothing can run: the page is one sentence.
 * @param {string} text */
function stop(text) {
  document.body.classList.replace('loading', 'plain');
  showNotice(text);
}

async function start() {
  /** @type {UiLoop | null} */
  let loop = null;
  /** @type {((ui: Ui) => void)[]} what came before the ui was there */
  const early = [];
  const tell = (/** @type {(ui: Ui) => void} */ use) => {
    if (loop) loop.news(use);
    else early.push(use);
  };
  const watch = new EngineWatch(() => new Worker('worker.js', { type: 'module', name: 'engine' }), {
    onMessage: (message) => tell((ui) => ui.handle(message)),
    onSlow: (text) => tell((ui) => ui.problem(text)),
    onLost: (text) => tell((ui) => ui.workerLost(text)),
  });

  const loading = Promise.all([loadUi(), loadFonts()]); // under way while the graphics start, which takes its time
  const isPlain = !startGraphics(canvas);
  if (isPlain) document.body.classList.add('plain');
  try {
    const [module, fonts] = await loading;
    const ui = new module.Ui();
    for (const [name, bytes] of Object.entries(fonts)) ui.addFont(name, bytes);
    loop = connect(ui, watch, isPlain);
  } catch (error) {
    return stop(`The page's own program did not start (${reasonOf(error)}). Reload the page to try again.`);
  }
  for (const use of early) loop.call(use);
  prepareOffline((update) => {
    takeUpdate = update.takeOver;
    tell((ui) => ui.updateWaits());
  });
}

/** @returns {Promise<import('./ui.js').MainModule>} */
async function loadUi() {
  const { default: createUi } = await import('./ui.js');
  return createUi({ canvas });
}

/**
 * @param {Ui} ui
 * @param {EngineWatch} watch
 * @param {boolean} isPlain
 */
function connect(ui, watch, isPlain) {
  /** @type {UiLoop} */
  const loop = new UiLoop(ui, {
    send: (command) => {
      if (command.type === 'draw' && command.bulk instanceof Uint8Array) {
        kept.changed();
        if (isPlain) showDrawing(main, command.bulk);
      }
      watch.send(command);
    },
    drawn: () => {
      document.body.classList.remove('loading');
      show(loop, mirror);
      doWhatIsWished(loop, pictures);
      loop.ask((to) => wardrobe.follow(to), undefined);
      embedding.changed();
    },
    broken: (error) => showNotice(`The page's own program stopped (${reasonOf(error)}). Reload the page to go on.`),
  });
  const mirror = new Mirror(main, {
    act: (id, value) => loop.callNow((to) => to.act(id, value)),
    pad: (id, phase, x, y, event) => {
      const stroke = (/** @type {Ui} */ to) => to.padPointer(id, phase, x, y, event.pressure, event.pointerType);
      if (phase === 'down') loop.callNow(stroke);
      else loop.call(stroke);
    },
  });
  const kept = keepDrawing(loop);
  /** @type {import('./own_picture.js').PictureSink} */
  const pictures = {
    open: (bytes) => loop.call((to) => to.openPicture(bytes)),
    refuse: (sentence) => loop.call((to) => to.pictureProblem(sentence)),
    drag: (isOver) => loop.call((to) => to.setDroppedOn(isOver)),
  };
  watchPictures(pictures);
  loop.call((to) => to.setCamera(navigator.mediaDevices !== undefined));
  const wardrobe = keepWardrobe(loop);
  const embedding = new Embedding(loop);
  connectSkipLink();
  connectTheme(loop);
  connectCanvas(loop, isPlain);
  connectWindow(loop);
  connectAddress(loop);
  if (isFirstVisit() && !location.hash) loop.call((ui) => ui.introduce());
  if (isPlain) loop.call((to) => to.problem('This browser shows no WebGL2 graphics, so the page is shown as plain text and controls.'));
  return loop;
}

/** Goes to the first control of a panel, and leaves the address alone. */
function connectSkipLink() {
  const link = document.querySelector('a.skip');
  link?.addEventListener('click', (event) => {
    event.preventDefault();
    const section = main.querySelector(`section[aria-label="${link.getAttribute('data-panel')}"]`);
    const control = section?.querySelector('button, input, select, [tabindex]');
    if (control instanceof HTMLElement) control.focus();
  });
}

/** @param {UiLoop} loop @param {boolean} isPlain */
function connectCanvas(loop, isPlain) {
  if (isPlain) return;
  restOutOfSight(canvas);
  watchCanvas(canvas, {
    resize: (width, height, ratio) => loop.call((ui) => ui.resize(width, height, ratio)),
    pointer: (phase, event) =>
      loop.call((ui) => ui.pointer(phase, event.clientX, event.clientY, event.pointerType, event.buttons)),
    scroll: (y) => loop.call((ui) => ui.scroll(y)),
    contextLost: () => loop.call((ui) => ui.contextLost()),
    contextRestored: () => loop.call((ui) => ui.contextRestored()),
  });
}

/** @param {UiLoop} loop */
function connectTheme(loop) {
  const wear = () => loop.call((ui) => ui.setTheme(rememberedTheme() || systemTheme()));
  watchSystemTheme(wear);
  wear();
}

/** What a teacher's link says after its "#". @param {UiLoop} loop */
function connectAddress(loop) {
  const open = () => loop.call((ui) => ui.openLink(location.hash));
  loop.call((ui) => ui.setAddress(location.href.replace(/#.*/, '')));
  addEventListener('hashchange', open);
  if (location.hash) open();
}

/** What embedding pages and tests use, and Escape where it is not a field's own. @param {UiLoop} loop */
function connectWindow(loop) {
  addEventListener('keydown', ({ key, target }) => {
    const isFields = target instanceof Element && target.matches('input[type="text"], textarea, select');
    if (key === 'Escape' && !isFields) loop.callNow((ui) => ui.act('page.escaped', ''));
  });
  Object.assign(window, {
    atelier: {
      state: () => loop.ask((ui) => ui.state(), null),
      command: (/** @type {string} */ name, body = {}) => {
        let error = 'The page has stopped.';
        loop.call((ui) => (error = ui.command(name, body)));
        if (error) throw new Error(error);
      },
    },
  });
}

/** What a frame changed beside the canvas. @param {UiLoop} loop @param {Mirror} mirror */
function show(loop, mirror) {
  loop.ask((ui) => {
    mirror.update(ui.controlChanges());
    say(ui.status());
    const height = `${ui.documentHeight()}px`;
    if (spacer.style.height !== height) spacer.style.height = height;
    const top = ui.takeScroll();
    if (top >= 0) scrollTo({ top });
    if (isIntroducing && !ui.isIntroducing()) rememberVisit();
    isIntroducing = ui.isIntroducing();
    const theme = ui.theme();
    document.documentElement.dataset.theme = theme;
    if (ui.takeThemeChoice()) rememberTheme(theme);
    const lesson = ui.takeLesson();
    if (lesson) void openLesson(lesson, loop);
    const text = ui.takeCopy();
    if (text) void copy(text).then((isDone) => loop.call((to) => to.copied(isDone)));
  }, undefined);
}

/** @param {string} path @param {UiLoop} loop */
async function openLesson(path, loop) {
  try {
    const { fetchLesson } = await import('./lesson.js'); // most visits want none
    const text = await fetchLesson(path);
    loop.call((ui) => ui.openLesson(path, text));
  } catch (error) {
    loop.call((ui) => ui.lessonProblem(`The lesson ${path} could not be had (${reasonOf(error)}).`));
  }
}

/** What only the browser can do for the ui. @param {UiLoop} loop @param {import('./own_picture.js').PictureSink} pictures */
function doWhatIsWished(loop, pictures) {
  /** @type {Record<string, () => void>} */
  const acts = {
    'picture file': () => choosePicture(pictures),
    photograph: () =>
      void photograph(main).then((file) => (file ? pictures.open(file) : pictures.refuse('The camera shows nothing yet.'))),
    'export wardrobe': () => exportWardrobe(loop),
    'import wardrobe': () => void importWardrobe(loop),
    update: takeUpdate,
  };
  acts[loop.ask((ui) => ui.takeWish(), '')]?.();
  const file = loop.ask((ui) => ui.takeFile(), undefined);
  const trouble = file ? saveFile(file, 'atelier-drawing.png', 'the drawing', 'image/png') : '';
  if (trouble) loop.call((ui) => ui.problem(trouble));
}

/** @param {unknown} error */
function reasonOf(error) {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
}
