// Keeps a worker with a living engine behind the page.
//
// A worker is given up when it reports an error, sends its note {type: "died"}, or stays silent for five beats of the heart,
// 0.8 s each, though it was pinged: so it is noticed within 5 s. Beats are counted, not clock time, and a late beat starts the count
// anew: a page that was hidden, suspended or busy itself has proven nothing about the worker. A busy worker answers between its slices.
//
// A worker that was given up is ended and another one started, which says "ready" like the first. After kTries quick deaths in a
// row it is left at that; a worker that has sent a checkpoint was of use, and does not count. A worker that is slow to begin is not ended: its files may still be on their way.

const kBeat = 800; // milliseconds
const kSilentBeats = 5;
const kStartBeats = Math.ceil(15_000 / kBeat);
const kTries = 3;
const kLongLife = 25; // beats after which a death is not a quick one

/**
 * @typedef {object} Events what the watch tells
 * @property {(message: any) => void} onMessage a message of the protocol
 * @property {(text: string, final: boolean) => void} onLost the worker is gone; one sentence; final: no other will be started
 * @property {(text: string) => void} onSlow no "ready" for 15 s, though the watch goes on waiting; "" when that is over
 */

export class EngineWatch {
  /**
   * @param {() => Worker} startWorker
   * @param {Events} events
   */
  constructor(startWorker, events) {
    this.startWorker_ = startWorker;
    this.events_ = events;
    /** @type {Worker | null} */
    this.worker_ = null;
    this.version_ = -1; // of the protocol, learned from the first message; -1 before it
    this.silentBeats_ = 0;
    this.beats_ = 0; // of this worker's life
    this.quickDeaths_ = 0;
    this.pings_ = 0;
    this.lastBeat_ = performance.now();
    setInterval(() => this.beat_(), kBeat);
    this.start_();
  }

  /** Sends a command; its bulk is transferred. Without a ready worker it is dropped.
   * @param {any} message */
  send(message) {
    if (this.version_ < 0) return;
    this.worker_?.postMessage(message, message.bulk ? [message.bulk.buffer] : []);
  }

  start_() {
    this.version_ = -1;
    this.silentBeats_ = 0;
    this.beats_ = 0;
    const worker = this.startWorker_();
    this.worker_ = worker;
    worker.onmessage = (event) => {
      if (worker === this.worker_) this.hear_(event.data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker_) this.lose_(event.message || 'one of its files could not be loaded');
    };
    worker.onmessageerror = () => {
      if (worker === this.worker_) this.lose_('a message could not be read');
    };
  }

  /** @param {any} message */
  hear_(message) {
    this.silentBeats_ = 0;
    if (message.type === 'died') return this.lose_(message.text);
    if (this.version_ < 0) {
      this.version_ = message.version;
      if (this.beats_ >= kStartBeats) this.events_.onSlow('');
    }
    if (message.type === 'checkpoint') this.quickDeaths_ = 0; // the next worker begins further on
    if (message.type !== 'pong') this.events_.onMessage(message);
  }

  beat_() {
    const now = performance.now();
    const late = now - this.lastBeat_ > 2 * kBeat;
    this.lastBeat_ = now;
    if (!this.worker_) return;
    if (late || document.hidden) {
      this.silentBeats_ = 0;
      return;
    }
    this.silentBeats_ += 1;
    this.beats_ += 1;
    if (this.version_ < 0) {
      if (this.beats_ === kStartBeats) this.events_.onSlow(kSlow);
      return;
    }
    if (this.silentBeats_ >= kSilentBeats) return this.lose_('it stopped answering');
    this.pings_ += 1;
    this.send({ version: this.version_, type: 'ping', body: { id: this.pings_ } });
  }

  /** @param {string} reason */
  lose_(reason) {
    const started = this.version_ >= 0;
    this.worker_?.terminate();
    this.worker_ = null;
    this.version_ = -1;
    this.quickDeaths_ = this.beats_ >= kLongLife ? 1 : this.quickDeaths_ + 1;
    const final = this.quickDeaths_ >= kTries;
    this.events_.onLost(sentence(started, reason, final), final);
    if (!final) setTimeout(() => this.start_(), 250 * (this.quickDeaths_ - 1));
  }
}

const kSlow = 'The engine has not started within 15 seconds. The page goes on waiting; reload it if nothing happens.';

/**
 * @param {boolean} started
 * @param {string} reason
 * @param {boolean} final
 */
function sentence(started, reason, final) {
  const what = started ? 'The engine stopped' : 'The engine did not start';
  const next = final
    ? 'Reload the page to try again.'
    : started
      ? 'A new one goes on from the last checkpoint.'
      : 'Trying again.';
  return `${what} (${reason.replace(/[.\s]+$/, '')}). ${next}`;
}
