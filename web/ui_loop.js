// Gives the ui its calls and its frames, and carries away what each call leaves behind.
//
// Every call may queue commands and may change what is on the screen: call() drains the first and asks for a frame. A frame is drawn
// only when one was asked for, by a call or by the frame before it. What somebody does is drawn at once, and so is what comes in answer;
// where the display is slow in coming, a frame that is not rendered steps in, so that controls, strokes and the mirror never wait for
// it. On a slow display a frame keeps the next one from coming for long: there the first of what somebody does is drawn together with
// its answer, if that comes soon, and news waits longer while somebody acts. Other news is drawn ten times a second: without a
// graphics processor every frame takes time from the training. A throw or trap ends the ui: broken() hears of it once.

const kOverdue = 30; // milliseconds, as all here
const kAnswers = 300; // what comes so soon after an act is its answer
const kAnswerOverdue = 5; // several messages are one answer
const kAnswersSlowly = 120; // the same where a display is slow
const kNewsEvery = 100;
const kNewsWhileActing = 400; // where a display is slow
const kActing = 1000; // since the last act
const kRest = 100; // what comes so long after the last act is a first one
const kAtOnce = 10; // after the frame before
const kSlowPace = 25; // from a frame to the next
const kAnswerComes = 12; // after the act

/**
 * @typedef {object} LoopSink
 * @property {(message: import('./types.js').Message) => void} send a command for the worker
 * @property {() => void} heard after news, which is drawn later, and out of sight perhaps not at all
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
    this.soon_ = 0; // timer: news waits to be drawn
    this.acted_ = -Infinity; // when somebody last did something
    this.drawn_ = -Infinity; // when a frame was last rendered
    this.requested_ = -Infinity; // when the frame that is requested was
    this.pace_ = 0; // how long the display lately took from one frame to the next that was wanted at once
    this.isFirst_ = false; // what somebody does, and no frame was due since
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

  /** Calls the ui for what somebody did, and has the change drawn.
   * @param {(ui: import('./ui.js').Ui) => void} use */
  call(use) {
    this.act_();
    this.ask(use, undefined);
    this.requestFrame();
  }

  /** Tells the ui what nobody here did.
   * @param {(ui: import('./ui.js').Ui) => void} use */
  news(use) {
    this.ask(use, undefined);
    this.sink_.heard();
    const now = performance.now();
    const isSlow = this.pace_ > kSlowPace;
    if (now - this.acted_ < (isSlow ? kAnswersSlowly : kAnswers)) return this.requestFrame(kAnswerOverdue);
    const every = isSlow && now - this.acted_ < kActing ? kNewsWhileActing : kNewsEvery;
    if (this.soon_ === 0) this.soon_ = setTimeout(() => this.requestDisplay_(), Math.max(0, this.drawn_ + every - now));
  }

  /** The same, and what the call sets off happens at once.
   * @param {(ui: import('./ui.js').Ui) => void} use */
  callNow(use) {
    this.act_();
    this.ask(use, undefined);
    this.settle_();
    this.requestFrame();
  }

  act_() {
    const now = performance.now();
    this.isFirst_ ||= now - this.acted_ > kRest;
    this.acted_ = now;
  }

  requestFrame(overdue = kOverdue) {
    this.requestDisplay_();
    if (this.overdue_ === 0 && !document.hidden) this.overdue_ = setTimeout(() => this.settle_(), overdue);
  }

  requestDisplay_() {
    if (this.frame_ !== 0) return;
    this.frame_ = requestAnimationFrame((now) => this.draw_(now));
    this.requested_ = performance.now();
  }

  /** @param {number} now */
  draw_(now) {
    this.frame_ = 0;
    if (this.requested_ - this.drawn_ < kAtOnce) this.pace_ += (performance.now() - this.drawn_ - this.pace_) / 4;
    const mayWait = this.isFirst_ && this.pace_ > kSlowPace && performance.now() - this.acted_ < kAnswerComes;
    if (mayWait && this.ask((ui) => ui.awaitsAnswer(), false)) return this.requestDisplay_();
    this.isFirst_ = false;
    this.drawn_ = performance.now();
    this.finish_(this.ask((ui) => ui.frame(now), -1));
  }

  /** A frame for nobody's eyes. */
  settle_() {
    this.finish_(this.ask((ui) => ui.settle(performance.now()), -1));
  }

  /** @param {number} wait what the frame returned */
  finish_(wait) {
    for (const timer of [this.overdue_, this.timer_, this.soon_]) clearTimeout(timer);
    this.overdue_ = 0;
    this.soon_ = 0;
    this.sink_.drawn();
    if (wait === 0) this.requestFrame();
    if (wait > 0) this.timer_ = setTimeout(() => this.requestFrame(), wait);
  }
}
