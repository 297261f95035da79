// The wardrobe: drawings labelled as a class of one's own, learned, kept, saved and opened.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answered, drawn, eventually, openSite, press, until } from './browser.mjs';

let site;
before(async () => {
  site = await openSite();
  await openTab();
});
after(() => site?.close());

const page = () => site.page;

async function openTab() {
  const tab = page().getByRole('tab', { name: 'Wardrobe', exact: true });
  await eventually(() => tab.focus({ timeout: 1000 }));
  await page().keyboard.press('Enter');
  await eventually(async () => assert.ok(await page().getByRole('button', { name: 'Import', exact: true }).count()));
}

/** A star of five rays, drawn by the mouse, somewhat otherwise for each number. */
async function drawStar(number) {
  await press(page(), 'Clear drawing').catch(() => {}); // switched off while the pad is empty
  await until(page(), (s) => s.prediction === null);
  const pad = page().getByRole('application').first();
  await pad.focus(); // which brings it into the window
  await drawn(page());
  const box = await pad.boundingBox();
  const wobble = (i) => 0.03 * Math.sin(7 * number + 3 * i);
  const tips = [[0.5, 0.1], [0.74, 0.86], [0.12, 0.38], [0.88, 0.38], [0.26, 0.86], [0.5, 0.1]];
  const at = ([x, y], i) => [box.x + (x + wobble(i)) * box.width, box.y + (y + wobble(i + 9)) * box.height];
  await page().mouse.move(...at(tips[0], 0));
  await page().mouse.down();
  for (let i = 1; i < tips.length; ++i) await page().mouse.move(...at(tips[i], i), { steps: 4 });
  await page().mouse.up();
  await answered(page());
}

const summary = () => page().locator('#mirror').getByText(/^Wardrobe: \d+ items?/).textContent();

async function summaryIs(pattern) {
  await eventually(async () => assert.match(await summary(), pattern), 10_000);
}

async function download() {
  const [file] = await Promise.all([page().waitForEvent('download'), press(page(), 'Export')]);
  return readFile(await file.path());
}

async function importFile(bytes) {
  const path = join(process.env.TMPDIR ?? '/tmp', `wardrobe-${process.pid}.wardrobe`);
  await writeFile(path, bytes);
  const [chooser] = await Promise.all([page().waitForEvent('filechooser'), press(page(), 'Import')]);
  await chooser.setFiles(path);
}

let exported;

test('drawings are added under a name of one\'s own', async () => {
  await page().getByRole('combobox', { name: 'What it is' }).selectOption('a new class');
  for (let i = 0; i < 6; ++i) {
    await drawStar(i);
    if (i === 0) {
      const name = page().getByRole('textbox', { name: 'Name of the new class' });
      await name.fill('Star');
      await name.press('Enter');
    }
    await press(page(), 'Add the drawing');
    await summaryIs(new RegExp(`: ${i + 1} items?: ${i + 1} Star`));
  }
});

test('fine-tuning teaches the network the new class', async () => {
  await press(page(), 'Fine-tune');
  const done = await until(page(), (s) => s.phase === 'finished' && s.prediction?.length === 11, 120_000);
  assert.match(done.recipe, /dense 11 .*wardrobe 0.3/);
  await drawStar(20);
  const { prediction } = await until(page(), (s) => s.prediction?.length === 11);
  assert.equal(prediction.indexOf(Math.max(...prediction)), 10);
  await eventually(async () => assert.ok(await page().locator('#mirror').getByText(/^Star: \d+\.\d %$/).count()));
});

test('what is exported, cleared and imported is the same', async () => {
  exported = await download();
  assert.equal(exported.subarray(0, 19).toString(), 'atelier-wardrobe 1\n');
  await press(page(), 'Clear');
  await eventually(async () => assert.ok(await page().locator('#mirror').getByText(/Your wardrobe is empty/).count()));
  await importFile(exported);
  await summaryIs(/: 6 items: 6 Star/);
  assert.deepEqual(await download(), exported);
});

test('an item is chosen and removed, and taken back', async () => {
  await press(page(), 'Item 2, Star');
  await press(page(), 'Remove');
  await summaryIs(/: 5 items: 5 Star/);
  await press(page(), 'Take back');
  await summaryIs(/: 6 items: 6 Star/);
  assert.deepEqual(await download(), exported);
});

test('a file that is broken, or of another version, gives a sentence and changes nothing', async () => {
  const notice = (text) => eventually(async () => assert.ok(await page().locator('#mirror').getByText(text).count()));
  await importFile(exported.subarray(0, 3000));
  await notice(/promises 6 items but ends before the last of them/);
  await importFile(Buffer.from('atelier-wardrobe 9\nitems 0\n'));
  await notice(/is of version 9, and this page reads 1/);
  await importFile(Buffer.alloc(3_000_000, 7));
  await notice(/This is not a wardrobe file/);
  await summaryIs(/: 6 items: 6 Star/);
});

test('a reload keeps it', async () => {
  await page().reload();
  await until(page(), (s) => s.dataset.train > 0 && s.recipe !== '');
  await drawn(page());
  await openTab();
  await summaryIs(/: 6 items: 6 Star/);
  assert.deepEqual(await download(), exported);
  assert.deepEqual(site.errors, []);
});
