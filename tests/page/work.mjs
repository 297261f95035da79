// What the tests of kept work have in common.

import assert from 'node:assert/strict';
import { command, drawn, eventually, openSite, press, until } from './browser.mjs';

export const kRecipe = 'conv 4x3 | max-pool 2 | dense 10 ; adam 0.002 ; batch 20 epochs 4 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';

/** Opens the site in a context of its own, with `init` as openSite has it. */
export async function withSite(browser, check, init) {
  const site = await openSite({ browser, init });
  try {
    await check(site);
  } finally {
    await site.close();
  }
}

export const rests = (s) => !s.running && s.weightsHash !== '';

/** Until the bar says this word: "Saved". */
export function saysWord(page, word) {
  const button = page.getByRole('button', { name: word, exact: true });
  return eventually(async () => assert.equal(await button.count(), 1, `the bar does not say "${word}"`), 20_000);
}

/** What stands beside that word. */
export const about = (page) => page.evaluate(() => document.getElementById('control-work-description')?.textContent ?? '');

export const notices = (page) => page.evaluate(() => window.atelier.state().notices.join(' '));

/** In the page, before anything else: remembers the workers. */
export function keepWorkers() {
  const Real = window.Worker;
  window.workers = [];
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      window.workers.push(this);
    }
  };
}

/** Ends the engine's worker, and tells the page at once. */
export function loseWorker(page) {
  return page.evaluate(() => window.workers.at(-1).onmessage({ data: { type: 'died', text: 'a test' } }));
}

/** Until no card lies over the page, and the focus is back where it was. */
export async function cardIsClosed(page) {
  await eventually(async () => assert.equal(await page.getByRole('dialog').count(), 0));
  await drawn(page);
}

/** Two epochs and a batch, and a line on the pad. Resolves to the state. */
export async function work(page) {
  await command(page, 'setRecipe', { recipe: kRecipe });
  for (const epoch of [1, 2]) {
    await press(page, 'Step epoch');
    await until(page, (s) => s.epoch === epoch && rests(s));
  }
  await press(page, 'Step batch');
  await drawLine(page);
  return until(page, (s) => s.batch === 1 && rests(s) && s.epochsKept.length === 3);
}

export async function drawLine(page) {
  const box = await page.getByRole('application').first().boundingBox();
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.8 * box.height, { steps: 3 });
  await page.mouse.up();
}

/** The slots that are there, the newest first, each with its lab, sequence and number of pieces. */
export function slotsOf(page) {
  return page.evaluate(async () => {
    const { openDB } = await import('./idb.js');
    const name = `atelier ${new URL('.', location.href).pathname}`;
    if (!(await indexedDB.databases()).some((each) => each.name === name)) return [];
    const db = await openDB(name);
    const keys = await db.getAllKeys('slots');
    const slots = await db.getAll('slots');
    db.close();
    return slots.map(({ sequence, names }, i) => ({ lab: keys[i][0], sequence, pieces: names.length })).sort((a, b) => b.sequence - a.sequence);
  });
}

/** Until there is a save of the lab that is newer than `sequence`, of so many pieces. */
export function savedSince(page, sequence, pieces = 0, lab = '') {
  return eventually(async () => {
    const [newest] = (await slotsOf(page)).filter((slot) => slot.lab === lab);
    assert.ok(newest && newest.sequence > sequence && newest.pieces >= pieces, `the newest save is ${JSON.stringify(newest)}`);
    return newest.sequence;
  }, 20_000);
}

/** Cuts the heads of the newest so many slots in half. Without the page, which would save again. */
export function damageSlots(page, count) {
  return page.evaluate(async (many) => {
    const { openDB } = await import('./idb.js');
    const db = await openDB(`atelier ${new URL('.', location.href).pathname}`);
    const keys = (await db.getAllKeys('slots')).sort((a, b) => b[1] - a[1]);
    for (const key of keys.slice(0, many)) {
      const slot = await db.get('slots', key);
      await db.put('slots', { ...slot, head: slot.head.slice(0, slot.head.length / 2) }, key);
    }
    db.close();
  }, count);
}
