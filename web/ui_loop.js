// Gives the ui its calls and its frames, and carries away what each call leaves behind.
//
// Every call may queue commands and may change what is on the screen: call() drains the first and asks for a frame. A frame is drawn
// only when one was asked for, by a call or by the frame before it. Where the display is slow in coming, a frame that is not rendered
// steps in, so that controls, strokes and the mirror never wait for it. A throw or trap ends the ui: broken() hears of it once.

const kOverdue = 30; // milliseconds

/**
 * @typedef {object} LoopSink
 * @property {(message: import('./types.js').Message) => void} send a command for the worker
 * @property {() => void} drawn after every frame, rendered or not
 * @property {(error: unknown) => void} broken
 */

export class UiLoop {
  /**
   * @param {import('./ui.js').Ui} ui
   * @param {LoopSink} sink
   */
  constructor(ui, sink) {
    /** @type {import('./ui.js').Ui | null} */
    this.ui_ = ui;
    this.sink_ = sink;
    this.frame_ = 0; // request of an animation frame, 0 when there is none
    this.overdue_ = 0; // timer: the display takes its time
    this.timer_ = 0; // timer: the ui wants to move by itself
  }

  /** The one door to the ui. Returns what `use` returns, or `otherwise` when the ui is broken.
   * @template T
   * @param {(ui: import('./ui.js').Ui) => T} use
   * @param {T} otherwise
   * @returns {T} */
  ask(use, otherwise) {
    if (!this.ui_) return otherwise;
    try {
      const answer = use(this.ui_);
      for (let command = this.ui_.nextCommand(); command; command = this.ui_.nextCommand()) this.sink_.send(command);
      return answer;
    } catch (error) {
      this.ui_ = null;
      this.sink_.broken(error);
      return otherwise;
    }
  }

  /** Calls the ui and has the change drawn.
   * @param {(ui: import('./ui.js').Ui) => void} use */
  call(use) {
    this.ask(use, undefined);
    this.requestFrame();
  }

  /** The same, and what the call sets off happens at once.
   * @param {(ui: import('./ui.js').Ui) => void} use */
  callNow(use) {
    this.ask(use, undefined);
    this.settle_();
    this.requestFrame();
  }

  requestFrame() {
    if (this.frame_ === 0) this.frame_ = requestAnimationFrame((now) => this.draw_(now));
    if (this.overdue_ === 0 && !document.hidden) this.overdue_ = setTimeout(() => this.settle_(), kOverdue);
  }

  /** @param {number} now */
  draw_(now) {
    this.frame_ = 0;
    this.finish_(this.ask((ui) => ui.frame(now), -1));
  }

  /** A frame for nobody's eyes. */
  settle_() {
    this.finish_(this.ask((ui) => ui.settle(performance.now()), -1));
  }

  /** @param {number} wait what the frame returned */
  finish_(wait) {
    clearTimeout(this.overdue_);
    clearTimeout(this.timer_);
    this.overdue_ = 0;
    this.sink_.drawn();
    if (wait === 0) this.requestFrame();
    if (wait > 0) this.timer_ = setTimeout(() => this.requestFrame(), wait);
  }
}
