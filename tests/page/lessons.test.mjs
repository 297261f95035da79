// Lessons: opened by a link or from the list, gone through in the page as it is, and what is said of files that are none.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, launchBrowser, openSite, press, stateOf, until } from './browser.mjs';

const kNames = ['convolution', 'pooling', 'gradients', 'learning-rate', 'folds'];
const kTitles = ['What a convolution sees', 'Why pooling', 'Where gradients go', 'Learning rate and its schedule', 'Folds, shuffling and leaks'];

let browser;
let site;
let page;
before(async () => {
  browser = await launchBrowser();
  site = await openSite({ browser });
  ({ page } = site);
});
after(async () => {
  await site?.close();
  await browser?.close();
});

const open = (fragment) => page.evaluate((hash) => { location.hash = hash; }, fragment);
const isThere = async (panel) => (await page.getByRole('region', { name: panel, exact: true }).count()) > 0;
const lesson = () => page.getByRole('region', { name: 'Lesson', exact: true });
const says = (text) => eventually(async () => assert.match(await lesson().textContent(), text));
const at = (id, step) => until(page, (s) => s.lesson?.id === id && s.lesson.step === step);

test('a link opens a lesson, whose steps are ticked off as they happen in the page', async () => {
  await open('#lesson=convolution');
  await at('convolution', 1);
  await eventually(async () => assert.deepEqual(await Promise.all(['Recipe', 'Results', 'Draw', 'Network'].map(isThere)), [false, false, false, true]));
  await press(page, 'Two rows are left out to save time');
  await says(/Not right.*count the places/s);
  assert.equal((await at('convolution', 1)).lesson.undone, 1);
  await press(page, 'The window fits into 26 places along each side');
  await until(page, (s) => s.lesson.undone === 0);
  await press(page, 'Next');
  await at('convolution', 2);
  await says(/To do.*The network panel shows: weights/s);
  await press(page, 'weights');
  await says(/Done.*The network panel shows: weights/s);
  await press(page, 'Next');
  await at('convolution', 3);
  await press(page, 'Train');
  const { epoch, testAccuracy } = await until(page, (s) => s.lesson.undone === 0, 20_000);
  assert.ok(epoch >= 2 && testAccuracy >= 0.8, `${epoch} ${testAccuracy}`);
  await press(page, 'Back');
  assert.equal((await at('convolution', 2)).lesson.undone, 0, 'what is done stays done');
  await press(page, 'Leave the lesson');
  await until(page, (s) => s.lesson === null);
  await eventually(async () => assert.equal(await isThere('Recipe'), true));
});

test('a recipe of a step waits for Reset beside a run that has trained, and counts its own run alone', async () => {
  await open('#lesson=pooling');
  const { runId } = await at('pooling', 1);
  await says(/The run that you have is kept/);
  assert.ok((await until(page, (s) => s.lesson)).imagesSeen > 0, 'nothing was thrown away');
  await press(page, 'Reset and begin');
  await until(page, (s) => s.runId > runId && s.imagesSeen === 0);
  await eventually(async () => assert.doesNotMatch(await lesson().textContent(), /The run that you have is kept/));
});

test('the five lessons of the list have recipes, pictures and panels that there are', async () => {
  for (const [i, title] of kTitles.entries()) {
    await press(page, 'Lessons');
    await press(page, title);
    const { lesson: { steps } } = await at(kNames[i], 1);
    for (let step = 2; step <= steps; ++step) {
      await press(page, 'Next');
      const { notices, failed } = await at(kNames[i], step);
      assert.deepEqual([notices, failed], [[], null], `${title}, step ${step}`);
    }
    await press(page, 'Finish');
    await until(page, (s) => s.lesson === null);
  }
  assert.deepEqual(site.errors, []);
});

test('a training step seen through all its phases in slow motion is ticked off', async () => {
  await open('#lesson=gradients');
  await at('gradients', 1);
  await until(page, (s) => s.imagesSeen === 0 && s.recipe.includes('epochs 3'));
  for (const step of [2, 3, 4]) {
    await press(page, 'Next');
    await at('gradients', step);
  }
  assert.equal((await stateOf(page)).lesson.undone, 2);
  await press(page, 'Slow motion');
  await says(/1 of \d+ phases so far/);
  const phases = Number(/of (\d+) phases/.exec(await lesson().textContent())[1]);
  for (let phase = 1; phase < phases; ++phase) await press(page, 'Next phase');
  await says(new RegExp(`${phases} of ${phases} phases so far`));
  await press(page, 'Take the step');
  await until(page, (s) => s.imagesSeen === 1 && s.lesson.undone === 1);
  await press(page, 'Leave');
  await press(page, 'Leave the lesson');
  await until(page, (s) => s.lesson === null);
});

test('where garments drawn by code stand in, a lesson says that its figures are those of Fashion-MNIST', async () => {
  const other = await openSite({ browser, rules: { 'data/manifest.json': 'missing' } });
  try {
    await other.page.evaluate(() => { location.hash = '#lesson=pooling'; });
    await until(other.page, (s) => s.lesson?.id === 'pooling');
    const region = other.page.getByRole('region', { name: 'Lesson', exact: true });
    await eventually(async () => assert.match(await region.textContent(), /tells of Fashion-MNIST, which could not be had/));
  } finally {
    await other.close();
  }
});

test('a file that is no lesson, too large, or not there is said, and the page stays as it is', async () => {
  const { rules } = site.server;
  const only = async (text) => assert.match((await until(page, (s) => s.notices.some((notice) => text.test(notice)))).notices.join('\n'), text);
  rules['lessons/folds.json'] = (bytes) => Buffer.from(bytes.toString().replace('"hide": [\n        "recipe"', '"hide": [\n        "menu"'));
  await open('#lesson=lessons/folds.json');
  await only(/^This lesson cannot be used: step 1: there is no panel "menu"; there are recipe, network, timeline, results and draw\.$/);
  rules['lessons/folds.json'] = (bytes) => bytes.subarray(0, 100);
  await open('#lesson=folds');
  await only(/^This lesson cannot be used\. This is no JSON: it ends too early, in line \d, character \d+\.$/);
  rules['lessons/folds.json'] = () => Buffer.alloc(300_000, ' ');
  await open('#lesson=lessons/folds.json');
  await only(/^This lesson cannot be used: its file is larger than 256 KB\.$/);
  await open('#lesson=nowhere.json');
  await only(/^The lesson nowhere\.json could not be had \(404\)\.$/);
  const state = await until(page, (s) => s.notices.length === 1);
  assert.equal(state.lesson, null);
  assert.equal(await isThere('Recipe'), true);
  await open('#lesson=../elsewhere.json');
  await only(/a lesson is one of the page's own, like "pooling", or a file in the page's folder/);
});
