// What this page says to the page that embeds it, and does for it: the other end of embed.js. EMBED.md tells every message.
//
// Only the window around this one is listened to, and once it has said hello, only as long as it stays at the same origin. A message
// that is not understood is answered with an error, and changes nothing.

import { kTextScale } from './text_size.js';

const kVersion = 1;
const kMostPoints = 20_000; // of one drawing
const kLongest = 8000; // characters of a link or a recipe
const kEvery = 200; // milliseconds between two looks at what has changed

/** @typedef {import('./ui_loop.js').UiLoop} UiLoop */
/** @typedef {{type: string, id?: unknown, [field: string]: unknown}} Message */

/** What each message does. Throws, or returns a sentence, where it cannot; returns an object to be sent back with the answer.
 * @type {Record<string, (loop: UiLoop, message: Message, openLink: (link: string) => void) => string | object | void>} */
const kActs = {
  load: (_, { link }, openLink) => openLink(textOf(link, 'link')),
  play: (loop) => command(loop, 'train'),
  pause: (loop) => command(loop, 'pause'),
  step: (loop, { of = 'batch' }) => {
    if (of !== 'batch' && of !== 'epoch') return 'step: "of" is "batch" or "epoch".';
    return command(loop, of === 'batch' ? 'stepBatch' : 'stepEpoch');
  },
  reset: (loop) => command(loop, 'reset'),
  setRecipe: (loop, { recipe }) => command(loop, 'setRecipe', { recipe: textOf(recipe, 'recipe') }),
  draw: (loop, { strokes }) => draw(loop, strokes),
  getState: (loop) => ({ state: loop.ask((ui) => ui.state(), null) }),
};

/** @param {UiLoop} loop @param {string} name @param {object} body */
function command(loop, name, body = {}) {
  let error = 'The page has stopped.';
  loop.call((ui) => (error = ui.command(name, body)));
  return error;
}

/** @param {unknown} value @param {string} field */
function textOf(value, field) {
  if (typeof value !== 'string') throw new Error(`"${field}" must be a text.`);
  if (value.length > kLongest) throw new Error(`"${field}" is longer than 8,000 characters.`);
  return value;
}

/** Puts strokes of [x, y] from 0 to 1 on a cleared pad. @param {UiLoop} loop @param {unknown} strokes */
function draw(loop, strokes) {
  if (!Array.isArray(strokes)) return 'draw: "strokes" must be a list of strokes, each a list of [x, y].';
  const points = strokes.flat();
  if (points.length > kMostPoints) return `draw: there are more than ${kMostPoints} points.`;
  const isPoint = (/** @type {unknown} */ p) => Array.isArray(p) && p.length === 2 && p.every((x) => typeof x === 'number' && x >= 0 && x <= 1);
  if (!strokes.every((stroke) => Array.isArray(stroke) && stroke.length > 0) || !points.every(isPoint))
    return 'draw: every stroke must be a list of at least one [x, y], numbers from 0 to 1.';
  loop.callNow((ui) => ui.act('clear', ''));
  for (const stroke of strokes) {
    loop.call((ui) => {
      for (const [i, [x, y]] of stroke.entries()) ui.padPointer('pad', i === 0 ? 'down' : 'move', x, y, 0, 'mouse');
      const [x, y] = stroke[stroke.length - 1];
      ui.padPointer('pad', 'up', x, y, 0, 'mouse');
    });
  }
  return '';
}

export class Embedding {
  /** @param {UiLoop} loop @param {(link: string) => void} openLink */
  constructor(loop, openLink) {
    this.loop_ = loop;
    this.openLink_ = openLink;
    this.origin_ = ''; // of the page around this one, since it said hello
    this.timer_ = 0;
    this.isReady_ = false; // the engine answers
    /** What came before it did. @type {MessageEvent[]} */
    this.early_ = [];
    /** @type {any} what was told last */
    this.told_ = {};
    if (window.parent === window) return;
    addEventListener('message', (event) => event.source === window.parent && this.hear_(event));
    window.parent.postMessage({ atelier: kVersion, type: 'here' }, '*'); // to whoever it is: that is all it says
  }

  /** Something may be new. */
  changed() {
    if (this.origin_ !== '' && this.timer_ === 0) this.timer_ = setTimeout(() => this.tell_(), kEvery);
  }

  /** @param {MessageEvent} event */
  hear_(event) {
    const { data, origin } = event;
    if (typeof data !== 'object' || data === null || !('atelier' in data)) return; // somebody else's
    if (this.origin_ !== '' && origin !== this.origin_) return;
    const answer = (/** @type {object} */ fields) => this.send_({ id: data.id ?? null, ...fields }, origin);
    if (data.atelier !== kVersion) return answer({ type: 'error', text: `This page speaks version ${kVersion} of these messages.` });
    if (data.type === 'hello') {
      this.origin_ = origin;
      this.told_ = {};
      answer({ type: 'done' });
      return this.changed();
    }
    if (this.origin_ === '') return answer({ type: 'error', text: 'The first message must be "hello".' });
    if (typeof data.type !== 'string' || !Object.hasOwn(kActs, data.type))
      return answer({ type: 'error', text: `There is no message "${String(data.type).slice(0, 40)}".` });
    if (!this.isReady_) {
      this.early_.push(event);
      return this.changed();
    }
    try {
      const result = kActs[data.type](this.loop_, data, this.openLink_);
      answer(typeof result === 'string' && result !== '' ? { type: 'error', text: result } : { type: 'done', ...(result || {}) });
    } catch (error) {
      answer({ type: 'error', text: `${data.type}: ${error instanceof Error ? error.message : error}` });
    }
  }

  /** @param {object} message @param {string} origin */
  send_(message, origin) {
    window.parent.postMessage({ atelier: kVersion, ...message }, origin === 'null' ? '*' : origin);
  }

  tell_() {
    this.timer_ = 0;
    /** @type {any} */
    const now = this.loop_.ask((ui) => ({ ...ui.state(), height: Math.ceil(ui.neededHeight() * kTextScale) }), null);
    if (!now) return;
    this.isReady_ ||= now.recipe !== '';
    if (this.isReady_) for (const event of this.early_.splice(0)) this.hear_(event);
    else if (this.early_.length > 0) this.changed(); // perhaps out of sight, where nothing is drawn
    const { told_: told } = this;
    const tell = (/** @type {string} */ type, /** @type {string[]} */ names, extra = {}) => {
      if (names.every((name) => same(told[name], now[name]))) return;
      this.send_({ type, ...Object.fromEntries(names.map((name) => [name, now[name]])), ...extra }, this.origin_);
    };
    if (!told.isReady && now.dataset.train > 0) {
      now.isReady = true;
      this.send_({ type: 'ready', recipe: now.recipe, classes: now.classes, link: now.link }, this.origin_);
    }
    now.isReady ||= told.isReady;
    tell('resize', ['height']);
    tell('progress', ['runId', 'running', 'phase', 'epoch', 'epochs', 'imagesSeen', 'imagesPerSecond', 'trainLoss']);
    if (now.epoch > 0 && now.runId === told.runId) tell('epoch', ['epoch', 'testAccuracy', 'validationAccuracy']);
    if (now.phase === 'finished') tell('finished', ['runId', 'phase', 'epoch', 'testAccuracy']);
    tell('prediction', ['prediction'], { class: likeliest(now) });
    const problems = [...now.notices, ...(now.failed ? [now.failed] : [])];
    now.problems = problems;
    for (const text of problems) if (!(told.problems ?? []).includes(text)) this.send_({ type: 'error', id: null, text }, this.origin_);
    this.told_ = now;
  }
}

/** @param {unknown} one @param {unknown} other */
function same(one, other) {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** @param {{prediction: number[] | null, classes: string[]}} state */
function likeliest({ prediction, classes }) {
  return prediction ? classes[prediction.indexOf(Math.max(...prediction))] : null;
}
