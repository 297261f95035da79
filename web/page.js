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
import { KeptWork } from './kept_work.js';
import { Mirror } from './mirror.js';
import { say, showNotice } from './notice.js';
import { prepareOffline } from './offline.js';
import { choosePicture, watchPictures } from './own_picture.js';
import { kAbout, moduleOptions, startWorker } from './page_files.js';
import { showDrawing } from './plain_pad.js';
import { missingForEngine } from './support.js';
import { kTextScale } from './text_size.js';
import { rememberedTheme, rememberTheme, systemTheme, watchSystemTheme } from './theme.js';
import { UiLoop } from './ui_loop.js';
import { exportWardrobe, importWardrobe } from './wardrobe_file.js';

/** @typedef {import('./ui.js').Ui} Ui */

const kForKept = 1000; // milliseconds that the page waits for what is kept, before it starts without

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
  const kept = new KeptWork(location.hash);
  const watch = new EngineWatch(startWorker, {
    onMessage: (message) => {
      tell((ui) => ui.handle(message));
      if (document.hidden) kept.look(); // timers hardly run there
    },
    onSlow: (text) => tell((ui) => ui.problem(text)),
    onLost: (text) =>
      tell((ui) => {
        ui.workerLost(text);
        void kept.recall();
      }),
  });

  const loading = Promise.all([loadUi(), loadFonts()]); // under way while the graphics start, which takes its time
  const isPlain = !startGraphics(canvas);
  if (isPlain) document.body.classList.add('plain');
  try {
    const [module, fonts] = await loading;
    const ui = new module.Ui();
    for (const [name, bytes] of Object.entries(fonts)) ui.addFont(name, bytes);
    const connected = connect(ui, watch, kept, isPlain);
    await Promise.race([kept.connect(connected), new Promise((resolve) => setTimeout(resolve, kForKept))]);
    loop = connected;
  } catch (error) {
    return stop(`The page's own program did not start (${reasonOf(error)}). Reload the page to try again.`);
  }
  for (const use of early) loop.call(use);
  if (kAbout) return; // one file needs nothing that could be kept
  prepareOffline((update) => {
    takeUpdate = update.takeOver;
    tell((ui) => ui.updateWaits());
  });
}

/** @returns {Promise<import('./ui.js').MainModule>} */
async function loadUi() {
  const [{ default: createUi }, options] = await Promise.all([import('./ui.js'), moduleOptions()]);
  return createUi({ canvas, ...options });
}

/**
 * @param {Ui} ui
 * @param {EngineWatch} watch
 * @param {KeptWork} kept
 * @param {boolean} isPlain
 */
function connect(ui, watch, kept, isPlain) {
  /** @type {UiLoop} */
  const loop = new UiLoop(ui, {
    send: (command) => {
      if (isPlain && command.type === 'draw' && command.bulk instanceof Uint8Array) showDrawing(main, command.bulk);
      watch.send(command);
    },
    heard: () => embedding.changed(),
    drawn: () => {
      document.body.classList.remove('loading');
      show(loop, mirror);
      doWhatIsWished(loop, pictures, kept);
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
  /** @type {import('./own_picture.js').PictureSink} */
  const pictures = {
    open: (bytes) => loop.call((to) => to.openPicture(bytes)),
    refuse: (sentence) => loop.call((to) => to.pictureProblem(sentence)),
    drag: (isOver) => loop.call((to) => to.setDroppedOn(isOver)),
  };
  watchPictures(pictures);
  loop.call((to) => to.setCamera(navigator.mediaDevices !== undefined));
  const openLink = (/** @type {string} */ text) => {
    loop.call((to) => to.openLink(text));
    void kept.turnTo(text);
  };
  const embedding = new Embedding(loop, openLink);
  connectSkipLink();
  connectTheme(loop);
  connectTouch(loop);
  connectCanvas(loop, isPlain);
  connectWindow(loop);
  connectAddress(loop, openLink);
  if (isFirstVisit() && !location.hash) loop.call((ui) => ui.introduce());
  if (kAbout) loop.call((to) => to.problem(kAbout));
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
      loop.call((ui) => ui.pointer(phase, event.clientX / kTextScale, event.clientY / kTextScale, event.pointerType, event.buttons)),
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

/** Fingers need larger controls. @param {UiLoop} loop */
function connectTouch(loop) {
  const fingers = matchMedia('(pointer: coarse)');
  const tell = () => loop.call((ui) => ui.setTouch(fingers.matches));
  fingers.addEventListener('change', tell);
  tell();
}

/** What a teacher's link says after its "#". @param {UiLoop} loop @param {(link: string) => void} openLink */
function connectAddress(loop, openLink) {
  const open = () => openLink(location.hash);
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
      drawing: () => loop.ask((ui) => ui.drawing(), ''),
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
    const height = `${ui.documentHeight() * kTextScale}px`;
    if (spacer.style.height !== height) spacer.style.height = height;
    const top = ui.takeScroll();
    if (top >= 0) scrollTo({ top: top * kTextScale });
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

/** What only the browser can do for the ui.
 * @param {UiLoop} loop
 * @param {import('./own_picture.js').PictureSink} pictures
 * @param {KeptWork} kept
 */
function doWhatIsWished(loop, pictures, kept) {
  /** @type {Record<string, () => void>} */
  const acts = {
    'picture file': () => choosePicture(pictures),
    photograph: () =>
      void photograph(main).then((file) => (file ? pictures.open(file) : pictures.refuse('The camera shows nothing yet.'))),
    'export wardrobe': () => exportWardrobe(loop),
    'import wardrobe': () => void importWardrobe(loop),
    update: () => void kept.saveNow().then(takeUpdate), // of a save that begins as the page goes nobody hears
    'save work': () => void kept.saveFile(),
    'save damaged': () => kept.saveDamaged(),
    'open work': () => void kept.openFile(),
    'use here': () => void kept.useHere(),
    'forget work': () => void kept.forget(),
  };
  acts[loop.ask((ui) => ui.takeWish(), '')]?.();
  const file = loop.ask((ui) => ui.takeFile(), undefined);
  if (file) saveFile(file, 'atelier-drawing.png', 'the drawing', 'image/png');
}

/** @param {unknown} error */
function reasonOf(error) {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
}
