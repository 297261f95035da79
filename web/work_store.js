// The browser's place for work: a database for each path of the site. In it every lab has two slots, the newest save and the one before
// it, and the pieces that they name (keep/piece.h), which never change and are written once.
//
// Whoever saves a lab has claimed it, and has its generation. A save looks that up in its own transaction: one of an older generation
// fails, and nothing is written. Slots are numbered by generation first, so that a last save, which has no time to look, is never taken
// for a newer one than it is.

import { openDB } from './idb.js';

const kVersion = 1;
const kSlots = 2;
const kGeneration = 2 ** 32; // saves
const kPatience = 3000; // milliseconds, for a database that others keep from opening

/** @typedef {{sequence: number, head: Uint8Array, names: string[]}} Slot */

/** Thrown at a save of work that somebody else has claimed since. */
export class Stale extends Error {}

export class WorkStore {
  static database = `atelier ${new URL('.', location.href).pathname}`; // neighbours on the same host keep their own

  /** @param {string} lab */
  constructor(lab) {
    this.lab_ = lab;
    /** @type {Promise<import('./idb.js').IDBPDatabase> | null} */
    this.opening_ = null;
    /** @type {import('./idb.js').IDBPDatabase | null} */
    this.db_ = null;
    this.generation_ = 0; // 0: not claimed
    this.count_ = 0; // saves of this generation
    /** @type {Slot[]} without heads, the newest first */
    this.slots_ = [];
    /** @type {Set<string>} */
    this.stored_ = new Set();
  }

  /** Whether a piece is here. @param {string} name */
  has(name) {
    return this.stored_.has(name);
  }

  /** Rejects where there is no storage, or none that answers. @returns {Promise<import('./idb.js').IDBPDatabase>} */
  open() {
    if (this.opening_) return this.opening_;
    const close = () => {
      this.db_?.close();
      this.opening_ = this.db_ = null; // the next call opens it again
    };
    const opened = openDB(WorkStore.database, kVersion, {
      upgrade: (db) => ['owners', 'slots', 'pieces', 'aside'].forEach((name) => db.createObjectStore(name)),
      blocking: close, // somebody deletes it, or a newer version of this page needs another one
      terminated: close,
    });
    const late = new Promise((_, reject) => setTimeout(reject, kPatience, new DOMException('', 'TimeoutError')));
    const opening = Promise.race([opened, late]).then((db) => (this.db_ = db));
    opening.catch(close);
    this.opening_ = opening;
    return opening;
  }

  /** What is here, the newest first: a file of work each, in parts. @returns {Promise<Uint8Array[][]>} */
  async read() {
    const db = await this.open();
    const tx = db.transaction(['slots', 'pieces']);
    /** @type {Slot[]} */
    const slots = await tx.objectStore('slots').getAll(this.range_());
    slots.sort((one, other) => other.sequence - one.sequence);
    const names = await tx.objectStore('pieces').getAllKeys(this.range_());
    const bytes = await tx.objectStore('pieces').getAll(this.range_());
    const pieces = new Map(names.map((key, i) => [/** @type {string[]} */ (key)[1], bytes[i]]));
    this.stored_ = new Set(pieces.keys());
    this.slots_ = slots.map(({ sequence, names }) => ({ sequence, names, head: new Uint8Array() }));
    return slots.map(({ head, names }) => [head, ...names.flatMap((name) => pieces.get(name) ?? [])]);
  }

  /** @param {string[]} names @returns {Promise<Uint8Array[]>} those that are here */
  async readPieces(names) {
    if (names.length === 0) return [];
    const store = (await this.open()).transaction('pieces').objectStore('pieces');
    return (await Promise.all(names.map((name) => store.get([this.lab_, name])))).filter(Boolean);
  }

  /** From here on the work is saved from here. */
  async claim() {
    const tx = (await this.open()).transaction('owners', 'readwrite');
    const generation = ((await tx.store.get(this.lab_)) ?? 0) + 1;
    await Promise.all([tx.store.put(generation, this.lab_), tx.done]);
    this.generation_ = generation;
    this.count_ = 0;
  }

  /** Saves, beside the newest slot. @param {Uint8Array} head @param {string[]} names @param {Map<string, Uint8Array>} pieces new ones */
  async write(head, names, pieces) {
    if (this.generation_ === 0) await this.claim(); // that failed before
    const sequence = this.nextSequence_(); // now: a last save may overtake this one, and is newer
    const tx = (await this.open()).transaction(['owners', 'slots', 'pieces'], 'readwrite', { durability: 'relaxed' });
    const done = tx.done.catch((error) => Promise.reject(tx.error ?? error));
    const writing = (async () => {
      const owner = await tx.objectStore('owners').get(this.lab_);
      if (owner === undefined) this.beginAgain_(tx);
      else if (owner !== this.generation_) throw new Stale();
      const slot = this.put_(tx, { sequence, head, names }, pieces);
      this.slots_ = [slot, ...this.slots_].slice(0, kSlots);
      await this.sweep_(tx);
    })();
    try {
      await Promise.all([writing, done]);
    } catch (error) {
      if (error instanceof Stale) tx.abort();
      await done.catch(() => {});
      throw error instanceof Stale ? error : (tx.error ?? error);
    }
    for (const name of pieces.keys()) this.stored_.add(name);
  }

  /** The same while the page goes: all is on its way when this returns, and nobody hears what becomes of it.
   * @param {Uint8Array} head @param {string[]} names @param {Map<string, Uint8Array>} pieces */
  writeLast(head, names, pieces) {
    if (!this.db_ || this.generation_ === 0) return;
    try {
      const tx = this.db_.transaction(['slots', 'pieces'], 'readwrite', { durability: 'relaxed' });
      tx.done.catch(() => {});
      this.put_(tx, { sequence: this.nextSequence_(), head, names }, pieces);
      tx.commit();
    } catch {
      // the newest slot stays what it was
    }
  }

  /** Puts away what cannot be read, until all is forgotten. @param {Uint8Array} bytes */
  async putAside(bytes) {
    await (await this.open()).put('aside', bytes, this.lab_);
  }

  /** @returns {Promise<Uint8Array | undefined>} */
  async aside() {
    return (await this.open()).get('aside', this.lab_);
  }

  async forget() {
    const tx = (await this.open()).transaction(['slots', 'pieces', 'aside'], 'readwrite');
    await Promise.all([
      tx.objectStore('slots').delete(this.range_()),
      tx.objectStore('pieces').delete(this.range_()),
      tx.objectStore('aside').delete(this.lab_),
      tx.done,
    ]);
  }

  nextSequence_() {
    this.count_ += 1;
    return this.generation_ * kGeneration + this.count_;
  }

  /** @param {any} tx @param {Slot} slot @param {Map<string, Uint8Array>} pieces @returns {Slot} without its head */
  put_(tx, slot, pieces) {
    const { sequence, names } = slot;
    const ignored = () => {}; // what fails ends the transaction, and that is heard
    for (const [name, bytes] of pieces) tx.objectStore('pieces').put(bytes, [this.lab_, name]).catch(ignored);
    tx.objectStore('slots').add(slot, [this.lab_, sequence]).catch(ignored);
    return { sequence, names, head: new Uint8Array() };
  }

  /** Of slots the newest two stay, and of pieces those that they name. @param {any} tx */
  async sweep_(tx) {
    const named = new Set(this.slots_.flatMap(({ names }) => names));
    const kept = new Set(this.slots_.map(({ sequence }) => sequence));
    for (const [storeName, stays] of /** @type {[string, Set<unknown>][]} */ ([['slots', kept], ['pieces', named]])) {
      const store = tx.objectStore(storeName);
      for (const key of await store.getAllKeys(this.range_())) if (!stays.has(key[1])) store.delete(key).catch(() => {});
    }
    this.stored_ = new Set([...this.stored_].filter((name) => named.has(name)));
  }

  /** Somebody deleted the database. @param {any} tx */
  beginAgain_(tx) {
    tx.objectStore('owners').put(this.generation_, this.lab_).catch(() => {});
    this.slots_ = [];
    this.stored_ = new Set();
  }

  range_() {
    return IDBKeyRange.bound([this.lab_], [this.lab_, []]);
  }
}
