// Work that is kept: over a reload, in two slots, as a file, for each link, and until it is to be forgotten.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { answered, command, eventually, launchBrowser, press, until, whenReady } from './browser.mjs';
import { damageSlots, drawLine, keepWorkers, kRecipe, loseWorker, notices, rests, savedSince, saysWord, slotsOf, withSite, work } from './work.mjs';

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

const results = (page) => page.getByRole('region', { name: 'Results', exact: true }).textContent();
const drawing = (page) => page.evaluate(() => window.atelier.drawing());

/** Where nothing of the page runs. */
const aside = ({ page, server }) => page.goto(new URL('licenses.txt', server.url).href);

// Most of their time is waiting for saves.
describe('work that is kept', { concurrency: 2 }, () => {
  test('a reload goes on to the bit, with curves, timeline, picture and drawing', () =>
    withSite(browser, async ({ page, errors }) => {
      const before = await work(page);
      await command(page, 'pickImage', { split: 'test', how: 'index', index: 17, label: -1 });
      await until(page, (s) => s.picture.index === 17);
      const acts = await drawing(page);
      assert.match(acts, /stroke/);
      const curves = await results(page);
      assert.match(curves, /test/);
      await savedSince(page, 0, 3);
      await drawLine(page);
      const more = await drawing(page);
      assert.notEqual(more, acts);
      await page.reload(); // the last line is saved as the page goes
      await whenReady(page);
      const after = await until(page, (s) => s.epoch === 2 && rests(s) && s.picture?.index === 17 && s.epochsKept?.length === 3);
      for (const name of ['weightsHash', 'batch', 'imagesSeen', 'trainLoss', 'testAccuracy', 'epochsKept', 'recipe', 'phase'])
        assert.deepEqual(after[name], before[name], name);
      assert.equal(await drawing(page), more);
      await eventually(async () => assert.equal(await results(page), curves));
      await saysWord(page, 'Saved');
      await command(page, 'showEpoch', { epoch: 1 });
      await until(page, (s) => s.shownEpoch === 1);
      await press(page, 'Train');
      const restored = await until(page, (s) => s.phase === 'finished' && rests(s));
      await press(page, 'Reset');
      await until(page, (s) => s.imagesSeen === 0);
      await press(page, 'Train');
      const straight = await until(page, (s) => s.phase === 'finished' && rests(s));
      assert.equal(restored.weightsHash, straight.weightsHash);
      assert.deepEqual(errors, []);
    }));

  const kStorages = { 'from the storage': () => {}, 'without any storage': () => Object.defineProperty(window, 'indexedDB', { value: undefined }) };
  for (const [how, prepare] of Object.entries(kStorages)) test(`the next worker has the past epochs of one that was lost, with their weights, ${how}`, () =>
    withSite(browser, async ({ page, errors }) => {
      await page.addInitScript(prepare);
      await page.reload();
      await whenReady(page);
      const before = await work(page);
      await saysWord(page, how === 'from the storage' ? 'Saved' : 'Not saved');
      const predictionOf = async (epoch) => {
        await command(page, 'showEpoch', { epoch });
        await until(page, (s) => s.shownEpoch === epoch);
        return (await answered(page)).prediction;
      };
      const first = await predictionOf(1);
      assert.notDeepEqual(first, await predictionOf(0));
      await loseWorker(page);
      const after = await until(page, (s) => s.runId > 0 && rests(s) && s.imagesSeen === before.imagesSeen && s.epochsKept.length === 3);
      assert.equal(after.weightsHash, before.weightsHash);
      assert.deepEqual(await predictionOf(1), first);
      assert.deepEqual(errors, []);
    }, keepWorkers));

  test('the runs that were left are there after a reload and after the worker’s end, and train on to the same bits', () =>
    withSite(browser, async ({ page, errors }) => {
      const first = await work(page);
      await command(page, 'branch', { epoch: 1 });
      await until(page, (s) => s.run === 2 && rests(s));
      await press(page, 'Step batch');
      const second = await until(page, (s) => s.run === 2 && s.imagesSeen === 1020 && rests(s) && s.epochsKept.length === 2);
      const choose = async (number, { weightsHash, epochsKept }) => {
        await command(page, 'chooseRun', { number });
        const chosen = await until(page, (s) => s.run === number && rests(s) && s.epochsKept?.length === epochsKept.length);
        assert.equal(chosen.weightsHash, weightsHash);
        assert.equal(chosen.runsKept, 2);
      };
      const bothAreThere = async () => {
        await until(page, (s) => s.run === 2 && s.runsKept === 2 && s.imagesSeen === 1020 && rests(s));
        await choose(1, first);
        await choose(2, second);
      };
      await savedSince(page, 0, 4); // three epochs, of which the runs share two, and the run that was left
      await page.reload();
      await bothAreThere();
      await loseWorker(page);
      await until(page, (s) => s.runId > 0 && s.epochsKept.length === 2);
      await bothAreThere();
      await command(page, 'chooseRun', { number: 1 });
      await until(page, (s) => s.run === 1);
      await press(page, 'Train');
      const restored = await until(page, (s) => s.phase === 'finished' && rests(s));
      await press(page, 'Reset');
      await until(page, (s) => s.imagesSeen === 0 && s.run === 3);
      await press(page, 'Train');
      const straight = await until(page, (s) => s.phase === 'finished' && rests(s));
      assert.equal(restored.weightsHash, straight.weightsHash);
      assert.deepEqual(errors, []);
    }, keepWorkers));

  test('a half-written slot costs nothing but what came after the one before; two are told and can be had as a file', () =>
    withSite(browser, async (site) => {
      const { page } = site;
      await work(page);
      const first = await savedSince(page, 0, 3);
      await press(page, 'Step batch');
      await savedSince(page, first);
      await aside(site);
      await damageSlots(page, 1);
      await page.goto(site.server.url);
      await until(page, (s) => s.epoch === 2 && rests(s));
      assert.match(await notices(page), /What was saved last cannot be read/);
      await aside(site);
      await damageSlots(page, Infinity);
      await page.goto(site.server.url);
      await whenReady(page);
      await eventually(async () => assert.match(await notices(page), /cannot be read, so the page begins anew. This work is damaged/));
      const { imagesSeen } = await until(page, (s) => s.phase === 'ready');
      assert.equal(imagesSeen, 0);
      await press(page, 'New');
      const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Save the damaged work to a file')]);
      assert.equal(file.suggestedFilename(), 'my.atelier');
    }));

  test('a file goes on to the same bits in another browser; one that is none changes nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-work-'));
    try {
      const path = join(folder, 'my.atelier');
      let saved;
      await withSite(browser, async ({ page }) => {
        saved = await work(page);
        await saysWord(page, 'Saved');
        await press(page, 'Saved');
        const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Save to a file')]);
        await file.saveAs(path);
      });
      await withSite(browser, async ({ page }) => {
        const open = async (name) => {
          await eventually(async () => {
            for (const word of ['New', 'Saved']) await page.getByRole('button', { name: word, exact: true }).press('Enter', { timeout: 200 }).catch(() => {});
            assert.ok(await page.getByRole('button', { name: 'Open a file', exact: true }).count());
          });
          const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Open a file')]);
          await chooser.setFiles(name);
        };
        await open(path);
        const opened = await until(page, (s) => s.epoch === 2 && rests(s) && s.epochsKept.length === 3);
        assert.equal(opened.weightsHash, saved.weightsHash);
        await savedSince(page, 0, 3);
        await page.reload();
        await until(page, (s) => s.weightsHash === saved.weightsHash && s.epochsKept.length === 3);
        await open(new URL('browser.mjs', import.meta.url).pathname);
        await eventually(async () => assert.match(await notices(page), /was not opened. This is not a file of work/));
        assert.equal((await until(page, rests)).weightsHash, saved.weightsHash);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('every link has work of its own, and its original comes back when that is asked for', () =>
    withSite(browser, async ({ page }) => {
      const { weightsHash } = await work(page);
      await savedSince(page, 0, 3);
      await page.evaluate(() => (location.hash = 'recipe=lab-16&weights=scratch'));
      await until(page, (s) => s.recipe.startsWith('conv 16x3'));
      await press(page, 'Reset');
      await press(page, 'Step batch');
      await until(page, (s) => s.batch === 1 && rests(s));
      await savedSince(page, 0, 0, 'recipe=lab-16&weights=scratch');
      assert.equal(new Set((await slotsOf(page)).map(({ lab }) => lab)).size, 2);
      await page.evaluate(() => (location.hash = ''));
      const back = await until(page, (s) => s.epoch === 2 && rests(s));
      assert.equal(back.weightsHash, weightsHash);
      assert.equal(back.recipe, kRecipe);
      await page.evaluate(() => (location.hash = 'weights=scratch&theme=dark&recipe=lab-16'));
      await until(page, (s) => s.imagesSeen === 1 && s.recipe.startsWith('conv 16x3')); // the same, in another order
      await saysWord(page, 'Saved');
      await press(page, 'Saved');
      await press(page, 'Back to the teacher’s original');
      await Promise.all([page.waitForEvent('load'), press(page, 'Delete and begin again')]);
      await until(page, (s) => s.phase === 'ready' && s.imagesSeen === 0 && s.recipe.startsWith('conv 16x3'));
      assert.deepEqual((await slotsOf(page)).map(({ lab }) => lab).filter((lab) => lab !== ''), []);
    }));
});
