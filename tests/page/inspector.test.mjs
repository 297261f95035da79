// Where a number comes from: chosen by keyboard, read out, and true of the numbers that are read out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, drawn, eventually, openSite, press, until } from './browser.mjs';

const kRecipe = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 3 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';

let site;
before(async () => {
  site = await openSite();
  await command(site.page, 'setRecipe', { recipe: kRecipe });
  await press(site.page, 'Reset');
  await until(site.page, (s) => s.recipe === kRecipe && s.imagesSeen === 0 && s.weights === 'scratch' && s.picture !== null);
});
after(() => site?.close());

const slider = (name) => site.page.getByRole('slider', { name: `Inspected ${name}`, exact: true });

/** By the keyboard, from the slider's first place. */
async function choose(name, position) {
  await eventually(async () => assert.equal(await slider(name).count(), 1));
  await drawn(site.page); // another layer has other sliders
  await slider(name).focus();
  await site.page.keyboard.press('Home');
  for (let i = 0; i < position; ++i) await site.page.keyboard.press('ArrowRight');
  await eventually(async () => assert.equal(await slider(name).inputValue(), String(position)));
}

/** The explanation once it is of this place. */
function explanation(place) {
  return eventually(async () => {
    const text = await site.page.getByText(/^Where it comes from: /).textContent({ timeout: 500 });
    assert.ok(text?.includes(place), `${text} is not of ${place}`);
    return /** @type {string} */ (text);
  });
}

/** The value that a sum ends in, held against the numbers that it is made from. */
function valueOf(text) {
  const sum = [...text.matchAll(/\((-?[\d.]+) \u00d7 (-?[\d.]+)\)/g)].map(([, x, w]) => Number(x) * Number(w));
  const rest = Number(/together (-?[\d.]+)/.exec(text)?.[1] ?? 0);
  const [, bias, value] = /bias (-?[\d.]+) = (-?[\d.]+)\./.exec(text) ?? assert.fail(text);
  const total = sum.reduce((a, b) => a + b, 0) + rest + Number(bias);
  assert.ok(Math.abs(total - Number(value)) < 2e-3, `${total} is not ${value}: ${text}`);
  return { value: Number(value), terms: sum.length };
}

test('a number of a convolution is its patch times its kernel plus its bias, and follows the training', async () => {
  await choose('layer', 1);
  await choose('channel', 4);
  await choose('row', 11);
  await choose('column', 7);
  const place = 'conv 12x3, filter 5 (11, 7)';
  const before = valueOf(await explanation(place));
  assert.equal(before.terms, 9);
  await press(site.page, 'Train');
  await until(site.page, (s) => s.epoch === 3 && !s.running && s.weightsHash !== '');
  await eventually(async () => {
    const now = valueOf(await explanation(place));
    assert.notEqual(now.value, before.value);
  });
});

test('a number of a dense layer is its largest contributions and the rest', async () => {
  await choose('layer', 3);
  await choose('channel', 9);
  const { terms } = valueOf(await explanation('dense 10, Ankle boot'));
  assert.equal(terms, 8);
});

test('looking back shows where the number came from at that epoch', async () => {
  const place = 'dense 10, Ankle boot';
  const now = valueOf(await explanation(place));
  await command(site.page, 'showEpoch', { epoch: 0 });
  await eventually(async () => assert.notEqual(valueOf(await explanation(place)).value, now.value));
  await command(site.page, 'showEpoch', { epoch: -1 });
  await eventually(async () => assert.equal(valueOf(await explanation(place)).value, now.value));
});

test('a click on the picture pins a pixel and Escape lets go', async () => {
  await site.page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await site.page.getByText(/^Where it comes from: /).count(), 0));
  const box = await site.page.getByText(/^Shown: /).locator('xpath=..').boundingBox();
  assert.ok(box);
  await site.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await site.page.mouse.move(2, 2);
  await explanation('input (14, 14)');
  await site.page.getByRole('button', { name: 'Let go' }).waitFor();
  await site.page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await site.page.getByText(/^Where it comes from: /).count(), 0));
});
