// Which of several tabs and frames with the same work saves it: the first, until it goes or lets go.
//
// A Web Lock says who it is. Where there are none, as without https, the others are asked, and who does not answer is taken for gone;
// the store's generations (work_store.js) keep such a one from writing.

const kReload = 3000; // milliseconds that the page before this one, which answers nothing any more, may take to be gone
const kAnswer = 300; // to a question
const kLetGo = 1500; // until somebody has saved and let go

export class WorkOwner {
  /**
   * @param {string} name of the work
   * @param {() => Promise<void>} onAsked somebody else wants it: what is to be saved is saved now
   * @param {() => void} onLost somebody else has it
   */
  constructor(name, onAsked, onLost) {
    this.name_ = name;
    this.onAsked_ = onAsked;
    this.onLost_ = onLost;
    this.isOwner_ = false;
    this.letGo_ = () => {};
    this.channel_ = openChannel(name);
    this.channel_?.addEventListener('message', ({ data }) => this.hear_(data));
  }

  get isOwner() {
    return this.isOwner_;
  }

  /** @returns {Promise<boolean>} whether it is this one's now, or was */
  async claim() {
    if (this.isOwner_) return true;
    if (!navigator.locks) {
      this.isOwner_ = !(await this.isAnswered_('whose', 'mine', kAnswer));
      return this.isOwner_;
    }
    const waiting = new AbortController();
    void this.isAnswered_('whose', 'mine', kReload).then(() => waiting.abort());
    return this.lock_({ signal: waiting.signal });
  }

  /** Takes it from whoever has it. */
  async takeOver() {
    const answered = this.isAnswered_('let go', 'gone', kLetGo);
    if (!navigator.locks) {
      await answered;
      this.isOwner_ = true;
    } else if (!(await this.lock_({ signal: AbortSignal.timeout(kLetGo) }))) {
      await this.lock_({ steal: true });
    }
  }

  /** Somebody else may have it. */
  release() {
    this.isOwner_ = false;
    this.letGo_();
    this.channel_?.close();
  }

  /** @param {LockOptions} options @returns {Promise<boolean>} */
  lock_(options) {
    const { signal } = options;
    return new Promise((resolve) => {
      // Chromium goes on waiting when it hears that before its request is under way.
      signal?.addEventListener('abort', () => resolve(false));
      const held = () => {
        if (signal?.aborted) return;
        this.isOwner_ = true;
        resolve(true);
        return /** @type {Promise<void>} */ (new Promise((release) => (this.letGo_ = release)));
      };
      navigator.locks.request(this.name_, options, held).catch(() => {
        if (this.isOwner_) this.lose_(); // stolen
        resolve(false);
      });
    });
  }

  /** @param {string} question @param {string} answer @param {number} patience @returns {Promise<boolean>} */
  isAnswered_(question, answer, patience) {
    return new Promise((resolve) => {
      if (!this.channel_) return resolve(false);
      const listen = (/** @type {MessageEvent} */ { data }) => data === answer && end(true);
      const end = (/** @type {boolean} */ isAnswered) => {
        this.channel_?.removeEventListener('message', listen);
        resolve(isAnswered);
      };
      this.channel_.addEventListener('message', listen);
      this.channel_.postMessage(question);
      setTimeout(() => end(false), patience);
    });
  }

  /** @param {string} message */
  async hear_(message) {
    if (!this.isOwner_) return;
    if (message === 'whose') this.channel_?.postMessage('mine');
    if (message !== 'let go') return;
    await this.onAsked_();
    if (!this.isOwner_) return;
    this.lose_();
    this.letGo_();
    this.channel_?.postMessage('gone');
  }

  lose_() {
    this.isOwner_ = false;
    this.onLost_();
  }
}

/** @param {string} name @returns {BroadcastChannel | null} null where frames may not, or browsers cannot */
function openChannel(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
