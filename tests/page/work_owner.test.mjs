// Work that is kept, where that is not simple: two tabs with the same work, and a browser whose storage fails.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, launchBrowser, press, stateOf, until, whenReady } from './browser.mjs';
import { about, cardIsClosed, drawLine, rests, savedSince, saysWord, slotsOf, withSite, work } from './work.mjs';

const kBusy = 1200; // milliseconds: the page looks several times whether there is something to save

const generationOf = (sequence) => Math.floor(sequence / 2 ** 32);

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

/** In the page, before it starts: as without https. */
function hasNoLocks() {
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
}

/** In the page: nobody else gets at the slots for so long. */
async function occupySlots(milliseconds) {
  const { openDB } = await import('./idb.js');
  const db = await openDB(`atelier ${new URL('.', location.href).pathname}`);
  const { store } = db.transaction('slots', 'readwrite');
  const end = performance.now() + milliseconds;
  void (async () => {
    while (performance.now() < end) await store.count();
    db.close();
  })();
}

/** In the page, before it starts: until open_ is put back. */
function failReads() {
  window.open_ = IDBFactory.prototype.open;
  IDBFactory.prototype.open = () => {
    throw new DOMException('', 'TimeoutError');
  };
}

async function openSecond({ context, server }) {
  const page = await context.newPage();
  await page.goto(server.url);
  await whenReady(page);
  return page;
}

/** In the page, before it starts. */
const kFailing = {
  'The browser’s storage is full.': () => {
    IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
  },
  'gives it no storage.': () => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('', 'SecurityError');
      },
    });
  },
  'as some do in private windows.': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('', 'InvalidStateError');
    };
  },
};

// Most of their time is waiting for saves.
describe('work that is kept', { concurrency: 2 }, () => {
  for (const [name, init] of [['', undefined], [' without Web Locks', hasNoLocks]]) {
    test(`the later of two tabs asks, and takes the work over from the other, which writes nothing more${name}`, () =>
      withSite(browser, async (site) => {
        const { page: first } = site;
        const { weightsHash } = await work(first);
        await savedSince(first, 0, 3);
        const second = await openSecond(site);
        await press(second, 'Only look');
        await cardIsClosed(second);
        await saysWord(second, 'Not saved');
        assert.match(await about(second), /open in another tab/);
        await press(second, 'Step batch'); // nothing of this is saved
        await until(second, (s) => s.imagesSeen === 1 && rests(s));
        await press(second, 'Not saved');
        await second.evaluate(occupySlots, kBusy);
        await press(second, 'Use it here');
        await until(second, (s) => s.weightsHash === weightsHash && s.epochsKept.length === 3);
        await saysWord(second, 'Saved');
        await saysWord(first, 'Not saved');
        assert.match(await about(first), /opened in another tab/);
        const latest = await savedSince(second, 2 * 2 ** 32, 3); // of the second who owns it
        assert.equal(generationOf((await slotsOf(second))[1].sequence), 1, 'the first one’s: what the second had tried was not saved');
        await first.bringToFront();
        await drawLine(first);
        await first.waitForTimeout(3500);
        await first.close();
        assert.equal(generationOf((await slotsOf(second))[0].sequence), generationOf(latest));
        assert.equal((await stateOf(second)).weightsHash, weightsHash);
      }, init));
  }

  test('a tab that has not heard that another one took the work writes nothing', () =>
    withSite(browser, async ({ page }) => {
      await work(page);
      await savedSince(page, 0, 3);
      const [before] = await slotsOf(page);
      await page.evaluate(async () => {
        const { openDB } = await import('./idb.js');
        const db = await openDB(`atelier ${new URL('.', location.href).pathname}`);
        await db.put('owners', 1000, '');
        db.close();
      });
      await drawLine(page);
      await saysWord(page, 'Not saved');
      assert.deepEqual((await slotsOf(page))[0], before);
    }));

  for (const [sentence, init] of Object.entries(kFailing)) {
    test(`storage that fails is told, and everything else goes on: "${sentence}"`, () =>
      withSite(browser, async ({ page, errors }) => {
        await saysWord(page, 'Not saved');
        assert.ok((await about(page)).includes(sentence), await about(page));
        await work(page);
        await page.waitForTimeout(1200); // two looks at what is new
        await press(page, 'Not saved');
        const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Save to a file')]);
        const stream = await file.createReadStream();
        const parts = [];
        for await (const part of stream) parts.push(part);
        const text = Buffer.concat(parts).toString('latin1');
        assert.equal(text.match(/^atelier-work 1 head2 /)?.length, 1);
        assert.equal(text.match(/atelier-work 1 epoch\d /g)?.length, 3, 'the timeline is in it');
        await cardIsClosed(page);
        await press(page, 'Train');
        await until(page, (s) => s.phase === 'finished');
        assert.deepEqual(errors, []);
      }, init));
  }

  test('storage that cannot be read at first is read later, and what it has is opened unless that would cost something', () =>
    withSite(browser, async ({ page, errors }) => {
      const { weightsHash } = await work(page);
      await savedSince(page, 0, 3);
      await page.addInitScript(failReads);
      const readsLater = async (meanwhile) => {
        await page.reload();
        await whenReady(page);
        await saysWord(page, 'Not saved');
        await meanwhile();
        await page.evaluate(() => (IDBFactory.prototype.open = window.open_));
      };
      await readsLater(() => {});
      await until(page, (s) => s.weightsHash === weightsHash && s.epochsKept.length === 3);
      await saysWord(page, 'Saved');
      await savedSince(page, 2 * 2 ** 32, 3); // by the second who opened it
      const [before] = await slotsOf(page);
      await readsLater(() => drawLine(page));
      await eventually(async () => assert.match(await about(page), /open the page again/), 20_000);
      await drawLine(page);
      await page.waitForTimeout(1200); // two looks at what is new
      assert.deepEqual((await slotsOf(page))[0], before);
      assert.deepEqual(errors, []);
    }));

  test('storage that is full for a while is told for as long', () =>
    withSite(browser, async ({ page }) => {
      await page.evaluate(() => {
        window.add = IDBObjectStore.prototype.add;
        IDBObjectStore.prototype.add = () => {
          throw new DOMException('', 'QuotaExceededError');
        };
      });
      await drawLine(page);
      await saysWord(page, 'Not saved');
      await page.evaluate(() => (IDBObjectStore.prototype.add = window.add));
      await saysWord(page, 'Saved');
      assert.equal((await slotsOf(page)).length, 1);
    }));

  test('a database that is deleted under the page is written anew, with the whole timeline', () =>
    withSite(browser, async ({ page }) => {
      await work(page);
      await savedSince(page, 0, 3);
      await page.evaluate(() => new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(`atelier ${new URL('.', location.href).pathname}`);
        request.onsuccess = resolve;
        request.onerror = reject;
      }));
      await drawLine(page);
      await savedSince(page, 0, 3);
      await saysWord(page, 'Saved');
      await eventually(async () => assert.ok((await slotsOf(page)).length > 0));
    }));
});
