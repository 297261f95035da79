// Drawings by people, drawn again by the mouse on the page's own pad: the model that comes with the page says the same of them as
// scripts/sketches does. The drawings are read where they lie, beside the project; without them there is nothing to test.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { drawn, openSite, stateOf, until } from './browser.mjs';
import { swiftStroke } from './mouse.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = process.env.ATELIER_SKETCHES ?? `${root}../shared/sketches`;
const kMargin = 0.1; // of the pad, on each side, as the command line has it
const kMostOther = 0.05; // of the drawings: a mouse rests on pixels, and the command line's pen does not

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** The words and their drawings, each a list of strokes, a stroke two lists of numbers from 0 to 255. */
async function readSketches() {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).sort();
  return Promise.all(files.map(async (name) => {
    const lines = (await readFile(`${folder}/${name}`, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    return { word: name.replace('.ndjson', ''), drawings: lines.map((line) => JSON.parse(line).drawing) };
  }));
}

async function countsOfTheCommand() {
  const { stdout } = await promisify(execFile)(`${root}build/release/atelier`, [
    'sketches', folder, '--model', `${root}web/pretrained.safetensors`, '--json',
  ]);
  const { words, allWords } = JSON.parse(stdout);
  return { right: allWords.right, of: new Map(words.map(({ word, predicted }) => [word, Object.values(predicted)])) };
}

async function drawSketch(cdp, strokes, box) {
  const at = (value, from, side) => from + side * (kMargin + (value / 255) * (1 - 2 * kMargin));
  for (const [xs, ys] of strokes)
    await swiftStroke(cdp, xs.map((x, i) => [at(x, box.x, box.width), at(ys[i], box.y, box.height)]));
}

/** The likeliest class, once the engine has nothing more to say of what is drawn. */
async function predictedClass() {
  await drawn(site.page);
  for (let before = null, rests = 0; ;) {
    const { prediction } = await stateOf(site.page);
    const now = JSON.stringify(prediction);
    rests = prediction !== null && now === before ? rests + 1 : 0;
    if (rests === 3) return prediction.indexOf(Math.max(...prediction));
    before = now;
    await site.page.waitForTimeout(15);
  }
}

test('the page says of drawings by people what the command line says', { skip: !existsSync(folder), timeout: 240_000 }, async () => {
  const words = await readSketches();
  const command = await countsOfTheCommand();
  await until(site.page, (s) => s.weights === 'pretrained');
  const box = await site.page.getByRole('application').first().boundingBox();
  const cdp = await site.context.newCDPSession(site.page);
  let other = 0;
  let all = 0;
  for (const { word, drawings } of words) {
    const counts = command.of.get(word).map(() => 0);
    for (const strokes of drawings) {
      await drawSketch(cdp, strokes, box);
      ++counts[await predictedClass()];
      await site.page.getByRole('button', { name: 'Clear drawing', exact: true }).click();
      await until(site.page, (s) => s.prediction === null);
    }
    const differ = counts.reduce((sum, count, c) => sum + Math.abs(count - command.of.get(word)[c]), 0) / 2;
    other += differ;
    all += drawings.length;
  }
  assert.ok(other <= kMostOther * all, `${other} of ${all} drawings are another class on the page`);
  assert.deepEqual(site.errors, []);
});
