// Keeps the learner's work in this browser (work_store.js), so that opening the page again goes on with it, and says at all times whether
// it is saved. What it consists of is the ui's and the engine's: here it is bytes.
//
// Every lab has work of its own: that of the site's path, the page's link without its theme, and, in a frame, the frame's name. What
// was kept for a link is opened in place of its recipe. Of several tabs with the same lab one saves (work_owner.js).

import { choose, saveFile } from './files.js';
import { WorkOwner } from './work_owner.js';
import { Stale, WorkStore } from './work_store.js';

const kLook = 500; // milliseconds between two looks at what is new
const kBetween = 2000; // two saves
const kAfterTrouble = 5000;
const kMost = 300_000_000; // bytes of a file that is opened
const kForPieces = 1000; // that a new worker waits for pieces from the storage
const kSpare = 8; // pieces that are held though nothing names them yet
const kFile = 'my.atelier';
const kType = 'application/octet-stream';
const kInstead = 'Save it to a file to keep it.';

/** @typedef {import('./ui_loop.js').UiLoop} UiLoop */
/** @typedef {{word: string, about: string, isTrouble?: boolean, canTakeOver?: boolean}} Standing */

/** @type {Record<string, Standing>} */
const kStandings = {
  new: { word: 'New', about: 'There is nothing to save yet. What you make here is saved in this browser as you go.' },
  saving: { word: 'Saving …', about: 'What you have made is on its way into this browser’s storage.' },
  elsewhere: notSaved('This work is open in another tab or frame, which saves it. Here you can look, and try what is not kept.', true),
  late: notSaved('The browser’s storage could not be read when the page was opened. What was kept is still there: open the page again to go on with it. What you make until then is not saved.'),
  lost: notSaved('This work was opened in another tab or frame, which saves it from now on. Nothing more is saved here.', true),
};

/** What the lab of a link is called. @param {string} link what the address says after its "#" */
function nameOf(link) {
  const words = link.replace(/^#/, '').split('&');
  const frame = window.parent !== window && window.name ? ` in ${window.name}` : '';
  return words.filter((word) => word !== '' && !word.startsWith('theme=')).sort().join('&') + frame;
}

export class KeptWork {
  /** Begins to read what is kept for this link. @param {string} link */
  constructor(link) {
    /** @type {UiLoop | null} */
    this.loop_ = null;
    this.told_ = ''; // to the ui, last
    this.isOver_ = false; // the page is about to be opened anew
    this.isOpened_ = false; // what was kept is here: it may be written over
    this.isUnread_ = false; // it could not be read
    this.savedVersion_ = 0;
    this.lastVersion_ = 0; // of a last save, of which nobody hears
    this.lastTry_ = 0; // when it was saved last, or could not be
    /** @type {Promise<void> | null} */
    this.saving_ = null;
    /** @type {Map<string, Uint8Array>} what the store does not have */
    this.pieces_ = new Map();
    /** @type {Uint8Array | undefined} */
    this.damaged_ = undefined;
    this.standing_ = kStandings.new;
    this.lab_ = this.labOf_(link);
    this.reading_ = this.read_();
  }

  /** Opens what is kept, and saves from here on. @param {UiLoop} loop */
  async connect(loop) {
    this.loop_ = loop;
    this.savedVersion_ = this.version_();
    setInterval(() => this.look(), kLook);
    addEventListener('beforeunload', () => this.saveLast_()); // WebKit ends no write that begins later
    addEventListener('pagehide', () => this.leave_());
    addEventListener('pageshow', ({ persisted }) => persisted && void this.comeBack_());
    addEventListener('visibilitychange', () => document.hidden && void this.save_());
    await this.open_();
  }

  /** The page is given another link: what is kept for that one is opened. @param {string} link */
  async turnTo(link) {
    if (this.lab_.name === nameOf(link)) return;
    await this.save_();
    this.lab_.owner.release();
    this.damaged_ = undefined;
    await this.openLab_(link);
  }

  /** @param {string} link */
  async openLab_(link) {
    this.isOpened_ = false;
    this.standing_ = kStandings.new;
    this.lab_ = this.labOf_(link);
    this.reading_ = this.read_();
    await this.open_();
  }

  /** Saves what is new, but not too often. To be called now and then. */
  look() {
    if (!this.loop_ || this.isOver_) return;
    this.takePieces_();
    const rest = this.standing_.isTrouble ? kAfterTrouble : kBetween;
    if (Date.now() - this.lastTry_ >= rest) void (this.isUnread_ ? this.readAgain_() : this.save_());
    this.tell_();
  }

  /** Saves what is new at once: the page is about to go. Resolves when that is done or has failed. */
  async saveNow() {
    await this.save_();
  }

  /** Hands out a file of what is here now. */
  async saveFile() {
    this.takePieces_();
    const { head, names } = this.workNow_();
    saveFile(join([head, ...(await this.piecesOf_(names))]), kFile, 'the work', kType);
  }

  /** A worker was lost: hands the ui what the next one is to get back of past epochs. */
  async recall() {
    this.takePieces_();
    const { names } = this.workNow_(false);
    const pieces = await Promise.race([this.piecesOf_(names), new Promise((resolve) => setTimeout(resolve, kForPieces, this.heldOf_(names)))]);
    this.loop_?.news((ui) => ui.bringPieces(pieces));
  }

  /** Hands out what was kept and cannot be read. */
  saveDamaged() {
    if (this.damaged_) saveFile(this.damaged_, kFile, 'the damaged work', kType);
  }

  /** To be called just after a press. */
  async openFile() {
    try {
      const bytes = await choose('.atelier', kMost);
      const trouble = bytes ? this.openBytes_(bytes) : '';
      if (trouble) this.problem_(`The file was not opened. ${trouble}`);
    } catch {
      this.problem_('The file could not be read: it may have been moved.');
    }
  }

  /** Opens here what another tab has open, and saves it from here on. */
  async useHere() {
    this.isOpened_ = false;
    await this.lab_.owner.takeOver();
    this.reading_ = this.read_();
    await this.open_();
  }

  /** Deletes what is kept, and opens the page anew with its link. */
  async forget() {
    this.isOver_ = true;
    await this.lab_.store.forget().catch(() => {}); // what cannot be reached cannot come back, either
    history.replaceState(null, '', `${location.pathname}${location.search}#${this.lab_.link.replace(/^#/, '')}`);
    location.reload();
  }

  /** @param {string} link */
  labOf_(link) {
    const name = nameOf(link);
    const owner = new WorkOwner(`${WorkStore.database} ${name}`, () => this.save_(), () => this.stand_(kStandings.lost));
    return { link, name, store: new WorkStore(name), owner };
  }

  /** @returns {Promise<Uint8Array[] | null>} files of work, the newest first; null when nobody knows */
  async read_() {
    const { owner, store } = this.lab_;
    try {
      await store.open(); // without any storage there is nothing to own
      if (await owner.claim()) return await this.readStore_();
      this.stand_(kStandings.elsewhere);
      return [];
    } catch (error) {
      this.stand_(troubleOf(error));
      return null;
    }
  }

  async readStore_() {
    const { store } = this.lab_;
    const trouble = await store.claim().catch((error) => error); // what is full can be read
    this.damaged_ = await store.aside();
    const files = (await store.read()).map(join);
    if (trouble && files.length === 0) this.stand_(troubleOf(trouble));
    return files;
  }

  async open_() {
    const files = await this.reading_;
    this.isUnread_ = files === null;
    if (files && files.length > 0) this.openNewest_(files);
    this.isOpened_ = files !== null;
    this.tell_();
  }

  /** Opens what could not be read before, unless that would cost what was made here since. */
  async readAgain_() {
    this.isUnread_ = false;
    this.lastTry_ = Date.now();
    const files = await this.read_();
    if (files && files.length > 0 && this.version_() !== this.savedVersion_) return this.stand_(kStandings.late);
    if (files && this.lab_.owner.isOwner) this.stand_(kStandings.new);
    this.reading_ = Promise.resolve(files);
    await this.open_();
  }

  /** @param {Uint8Array[]} files */
  openNewest_(files) {
    const troubles = [];
    for (const file of files) {
      const trouble = this.openBytes_(file);
      if (trouble === '') break;
      troubles.push(trouble);
    }
    if (troubles.length === files.length) {
      this.damaged_ = files[0];
      void this.lab_.store.putAside(files[0]).catch(() => {});
      return this.problem_(`The work that was saved here cannot be read, so the page begins anew. ${troubles[0]} What is left of it can be saved to a file.`);
    }
    if (troubles.length > 0) this.problem_('What was saved last cannot be read. This is what was saved just before.');
    this.stand_(saved('earlier'));
  }

  /** @param {Uint8Array} bytes @returns {string} why not, or "" */
  openBytes_(bytes) {
    let trouble = 'The page has stopped.';
    this.loop_?.call((ui) => (trouble = ui.openWork(bytes)));
    return trouble;
  }

  /** @returns {Promise<void>} */
  async save_() {
    if (this.saving_) await this.saving_;
    if (!this.maySave_() || this.version_() === this.savedVersion_) return;
    this.saving_ = this.write_();
    await this.saving_;
    this.saving_ = null;
  }

  maySave_() {
    const isHere = this.isOpened_ && !this.loop_?.ask((ui) => ui.isOpeningWork(), true);
    return isHere && !this.isOver_ && this.lab_.owner.isOwner;
  }

  async write_() {
    const version = this.version_();
    this.takePieces_();
    const { head, names } = this.workNow_();
    const pieces = this.newPieces_(names);
    this.lastTry_ = Date.now();
    if (this.standing_ === kStandings.new) this.stand_(kStandings.saving);
    try {
      await this.lab_.store.write(head, names, pieces);
      this.savedVersion_ = version;
      for (const name of pieces.keys()) this.pieces_.delete(name);
      this.stand_(saved(`at ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`));
    } catch (error) {
      if (error instanceof Stale) this.lab_.owner.release();
      this.stand_(error instanceof Stale ? kStandings.lost : troubleOf(error));
    }
  }

  /** The page goes, perhaps to be shown again: until then the work is whose that wants it. */
  leave_() {
    this.saveLast_();
    this.lab_.owner.release();
  }

  comeBack_() {
    return this.openLab_(this.lab_.link);
  }

  saveLast_() {
    const version = this.version_();
    if (!this.maySave_() || [this.savedVersion_, this.lastVersion_].includes(version)) return;
    this.lastVersion_ = version;
    this.takePieces_();
    const { head, names } = this.workNow_();
    this.lab_.store.writeLast(head, names, this.newPieces_(names));
  }

  /** Takes over what the engine has handed out, and asks for what nobody has: of a file that was opened, or of another lab's work. */
  takePieces_() {
    const loop = this.loop_;
    if (!loop) return;
    const take = () => loop.ask((ui) => ui.takePiece(), undefined);
    for (let piece = take(); piece; piece = take()) {
      if (!this.lab_.store.has(piece.name)) this.pieces_.set(piece.name, piece.bytes);
    }
    const { names } = this.workNow_(false);
    if (this.pieces_.size > names.length + kSpare) this.pieces_ = this.newPieces_(names);
    if (names.some((name) => !this.lab_.store.has(name) && !this.pieces_.has(name))) loop.call((ui) => ui.askForPieces());
  }

  /** All pieces of these names that are to be had. @param {string[]} names @returns {Promise<Uint8Array[]>} */
  async piecesOf_(names) {
    const held = this.heldOf_(names);
    const stored = await this.lab_.store.readPieces(names.filter((name) => !this.pieces_.has(name))).catch(() => []);
    return [...held, ...stored];
  }

  /** @param {string[]} names */
  heldOf_(names) {
    return names.flatMap((name) => this.pieces_.get(name) ?? []);
  }

  /** @param {string[]} names */
  newPieces_(names) {
    return new Map([...this.pieces_].filter(([name]) => names.includes(name)));
  }

  /** @returns {{head: Uint8Array, names: string[]}} */
  workNow_(withHead = true) {
    const nothing = { head: new Uint8Array(), names: [] };
    return this.loop_?.ask((ui) => ({ head: withHead ? ui.workHead() : nothing.head, names: ui.workPieces() }), nothing) ?? nothing;
  }

  version_() {
    return this.loop_?.ask((ui) => ui.workVersion(), this.savedVersion_) ?? this.savedVersion_;
  }

  /** @param {string} text */
  problem_(text) {
    this.loop_?.call((ui) => ui.problem(text));
  }

  /** @param {Standing} standing */
  stand_(standing) {
    this.standing_ = standing;
    this.tell_();
  }

  /** Tells the ui, if it is something new. */
  tell_() {
    const { word, about, isTrouble = false, canTakeOver = false } = this.standing_;
    const hasDamaged = this.damaged_ !== undefined;
    const text = [word, about, canTakeOver, hasDamaged].join();
    if (!this.loop_ || text === this.told_) return;
    this.told_ = text;
    this.loop_.news((ui) => ui.setKeeping(word, about, isTrouble, canTakeOver, hasDamaged));
  }
}

/** @param {string} when @returns {Standing} */
function saved(when) {
  return {
    word: 'Saved',
    about: `Recipe, weights, timeline, drawing and wardrobe were saved in this browser ${when}. This link goes on from there. Clearing the browser’s data, or closing a private window, deletes them.`,
  };
}

/** @param {string} about @returns {Standing} */
function notSaved(about, canTakeOver = false) {
  return { word: 'Not saved', about, isTrouble: true, canTakeOver };
}

/** @param {unknown} error @returns {Standing} */
function troubleOf(error) {
  const name = error instanceof Error ? error.name : '';
  const why =
    {
      QuotaExceededError: 'The browser’s storage is full.',
      SecurityError: 'The browser, or the frame that this page is shown in, gives it no storage.',
      ReferenceError: 'This browser has no storage for it.',
      TimeoutError: 'The browser’s storage does not answer.',
      InvalidStateError: 'The browser gives no storage here, as some do in private windows.',
    }[name] ?? `The browser’s storage fails (${error instanceof Error ? error.message || name : error}).`;
  return notSaved(`${why} ${kInstead}`);
}

/** The parts, one after the other. @param {Uint8Array[]} parts @returns {Uint8Array<ArrayBuffer>} */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
