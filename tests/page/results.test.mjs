// The confusion matrix and the mistakes, as the user reaches them by the keyboard, against what the page says elsewhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, eventually, openSite, press, until } from './browser.mjs';

const kRecipe = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 2 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';
const kClasses = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'];

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

async function openTab(name) {
  const tab = site.page.getByRole('tab', { name, exact: true });
  await tab.focus();
  await site.page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await tab.getAttribute('aria-selected'), 'true'));
}

const panel = (name) => site.page.getByRole('region', { name, exact: true });

/** The matrix as the mirror says it: counts[truth][predicted]. */
async function matrix() {
  const lines = await panel('Confusion').locator('p').allTextContents();
  return kClasses.map((name) => {
    const line = lines.find((text) => text.startsWith(`${name}: `) && text.includes(' images'));
    assert.ok(line, `a line for ${name} in ${JSON.stringify(lines)}`);
    const counts = /images: (.*?)\. Precision/.exec(line)?.[1] ?? '';
    return kClasses.map((other) => Number(counts.split(', ').find((part) => part.startsWith(`${other} `))?.slice(other.length + 1) ?? 0));
  });
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const sumOf = (counts) => sum(counts.map(sum));
const trace = (counts) => sum(counts.map((row, k) => row[k]));

test('the matrix counts every test image, those on its diagonal are the test accuracy, and old epochs have their own', async () => {
  const { page } = site;
  await command(page, 'setRecipe', { recipe: kRecipe });
  await press(page, 'Reset');
  await press(page, 'Train');
  const done = await until(page, (s) => s.recipe === kRecipe && s.epoch === 2 && !s.running && s.epochsKept?.length === 3);
  await openTab('Confusion');
  const now = await eventually(async () => {
    const counts = await matrix();
    assert.equal(sumOf(counts), 500);
    assert.equal(trace(counts) / 500, done.testAccuracy);
    return counts;
  });
  await eventually(async () => assert.match(await panel('Confusion').textContent(), /After epoch 2: \d\d\.\d\d % of 500 test images right/));

  const slider = page.getByRole('slider', { name: 'Epoch shown' });
  await slider.focus();
  await page.keyboard.press('Home');
  await eventually(async () => assert.match(await panel('Confusion').textContent(), /At its start: /));
  const atStart = await matrix();
  assert.equal(sumOf(atStart), 500);
  assert.notDeepEqual(atStart, now);
  await slider.focus();
  await page.keyboard.press('End');
  await eventually(async () => assert.deepEqual(await matrix(), now));
});

test('a cell is chosen by the arrow keys and one of its pictures becomes the chosen one', async () => {
  const { page } = site;
  await openTab('Confusion');
  const counts = await eventually(matrix);
  const truth = page.getByRole('slider', { name: 'Row: what it is' });
  const said = page.getByRole('slider', { name: 'Column: what it was taken for' });
  await truth.focus();
  await page.keyboard.press('Home');
  for (let k = 0; k < 6; ++k) await page.keyboard.press('ArrowRight');
  await eventually(async () => assert.equal(await truth.inputValue(), '6'));
  await said.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  const count = counts[6][0];
  assert.ok(count > 0, 'some shirts are taken for T-shirts');
  await eventually(async () =>
    assert.match(await panel('Confusion').textContent(), new RegExp(`Chosen cell: Shirt taken for T-shirt/top: ${count} of ${sum(counts[6])}, `)));
  const picture = panel('Confusion').getByRole('button', { name: /^Test image \d+, Shirt, said T-shirt\/top/ }).last();
  const index = Number(/^Test image (\d+)/.exec(await picture.textContent())[1]);
  await picture.focus();
  await page.keyboard.press('Enter');
  const state = await until(page, (s) => s.picture?.index === index);
  assert.equal(state.picture.label, 6);
  await eventually(async () => assert.match(await panel('Network').textContent(), new RegExp(`test ${index}\\b.*Shirt`, 's')));
});

test('the mistakes are listed, the surest first, and are as many as the matrix has beside its diagonal', async () => {
  const { page } = site;
  await openTab('Confusion');
  const counts = await eventually(matrix);
  await openTab('Mistakes');
  const wrong = 500 - trace(counts);
  const listed = () => panel('Mistakes').getByRole('button', { name: /^Test image/ }).allTextContents();
  const names = await eventually(async () => { // once the panel has its height, and is as full as it can be
    assert.match(await panel('Mistakes').textContent(), new RegExp(`1–\\d+ of ${wrong}(?!\\d)`));
    const first = await listed();
    await page.waitForTimeout(300);
    assert.deepEqual(await listed(), first);
    return first;
  });
  const sure = names.map((name) => Number(/ (\d+\.\d) %, is/.exec(name)[1]));
  assert.ok(sure.length > 3);
  assert.deepEqual(sure, sure.toSorted((a, b) => b - a));
  await press(page, 'Next mistakes');
  await eventually(async () => assert.match(await panel('Mistakes').textContent(), new RegExp(`${names.length + 1}–\\d+ of ${wrong}(?!\\d)`)));
  const mistake = panel('Mistakes').getByRole('button', { name: /^Test image/ }).first();
  const index = Number(/^Test image (\d+)/.exec(await mistake.textContent())[1]);
  await mistake.focus();
  await page.keyboard.press('Enter');
  await until(page, (s) => s.picture?.index === index && s.picture.split === 'test');
});

test('a run whose matrix is watched ends at the same bits as one whose matrix is not', async () => {
  const { page } = site;
  await openTab('Confusion');
  await press(page, 'Reset');
  await press(page, 'Train');
  const done = await until(page, (s) => s.epoch === 2 && !s.running && s.weightsHash !== '');
  await openTab('Curves');
  await press(page, 'Reset');
  await press(page, 'Train');
  const unwatched = await until(page, (s) => s.runId !== done.runId && s.epoch === 2 && !s.running && s.weightsHash !== '');
  assert.equal(unwatched.weightsHash, done.weightsHash);
});
