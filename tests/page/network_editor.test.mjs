// The recipe's network edited as its users do: as text, and layer by layer by keyboard alone; then trained.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { command, drawn, eventually, openSite, press, stateOf, until } from './browser.mjs';

const kStart = 'conv 12x3 | max-pool 2 | dense 10';
const kRecipe = `${kStart} ; sgd 0.005 ; batch 1 epochs 2 ; folds none shuffle on ; train 1000 test 500 inputs centred ; seed 1`;

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());
beforeEach(async () => {
  await command(site.page, 'setRecipe', { recipe: kRecipe });
  await press(site.page, 'Reset');
  await until(site.page, (s) => s.recipe === kRecipe && s.imagesSeen === 0);
  await drawn(site.page);
});

const field = () => site.page.getByRole('textbox', { name: 'Network', exact: true });
const network = async () => (await stateOf(site.page)).recipe.split(' ; ')[0];
const becomes = (text) => eventually(async () => assert.equal(await network(), text));
const layers = () => site.page.getByRole('region', { name: 'Recipe' }).getByRole('paragraph').filter({ hasText: 'Layers, output' }).textContent();
const button = (name) => site.page.getByRole('button', { name, exact: true });

test('a word that is no layer is marked as one types, with the reason, and nothing of the recipe changes', async () => {
  const { page } = site;
  await field().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('conv 12x3 pad 1 | max-poll 2 | dense 10');
  await eventually(async () => assert.equal(await page.locator('.marks > mark').textContent(), 'max-poll'));
  assert.equal(await field().getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('.control.textarea > .error').textContent(), /^Layer 2: "max-poll" is not a layer/);
  assert.equal(await network(), kStart);
});

test('the mark lies under the very characters, in whichever line they are', async () => {
  const { page } = site;
  await field().fill(`${'conv 4x3 pad 1 | '.repeat(6)}bach-norm | dense 10`);
  await eventually(async () => assert.equal(await page.locator('.marks > mark').textContent(), 'bach-norm'));
  const { mark, box, lines } = await page.evaluate(() => {
    const area = document.querySelector('.control.textarea textarea');
    return {
      mark: document.querySelector('.marks > mark').getBoundingClientRect().toJSON(),
      box: area.getBoundingClientRect().toJSON(),
      lines: area.scrollHeight - area.clientHeight,
    };
  });
  assert.equal(lines, 0, 'all lines show');
  assert.ok(mark.width > 50 && mark.left >= box.left && mark.right <= box.right && mark.top > box.top + 36 && mark.bottom < box.bottom);
});

test('shapes and parameter counts follow as one types', async () => {
  await field().fill('conv 16x3 pad 1 | max-pool 2 | dense 10');
  await eventually(async () => assert.match(await layers(), /conv 16x3 pad 1: 28×28×16 · 160 .*dense 10: 10 · 31,370/));
  assert.equal(await network(), kStart, 'it is not entered yet');
  await site.page.keyboard.press('Enter');
  await becomes('conv 16x3 pad 1 | max-pool 2 | dense 10');
  await eventually(async () => assert.equal(await site.page.getByRole('textbox', { name: 'Filters', exact: true }).inputValue(), '16'));
});

test('what is refused stays as it was typed, also when the field is left, until Escape gives the network back', async () => {
  const { page } = site;
  const text = 'conv 12x3 | max-pool 2 | dense 9';
  await field().fill(text);
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await page.getByRole('status').textContent(), /the last layer must be "dense 10"/i));
  await field().blur();
  await drawn(page);
  assert.equal(await field().inputValue(), text);
  await field().focus();
  await page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await field().inputValue(), kStart));
  assert.equal(await field().getAttribute('aria-invalid'), null);
  assert.doesNotMatch(await page.getByRole('status').textContent(), /last layer/);
});

test('a layer is added, set, moved and removed by keyboard alone', async () => {
  const { page } = site;
  const select = page.getByRole('combobox', { name: 'New layer', exact: true });
  await select.selectOption('batch-norm');
  await press(page, 'Add layer');
  await becomes('conv 12x3 | max-pool 2 | batch-norm | dense 10');
  await press(page, 'Move layer up');
  await becomes('conv 12x3 | batch-norm | max-pool 2 | dense 10');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Move layer up', 'the focus stays');
  await press(page, 'Layer 1: conv 12x3');
  const pad = page.getByRole('textbox', { name: 'Layer pad', exact: true });
  await pad.fill('1');
  await page.keyboard.press('Enter');
  await becomes('conv 12x3 pad 1 | batch-norm | max-pool 2 | dense 10');
  await press(page, 'Layer 3: max-pool 2');
  await press(page, 'Remove layer');
  await becomes('conv 12x3 pad 1 | batch-norm | dense 10');
});

test('a row that cannot be says why at that layer, and can be put right there', async () => {
  const { page } = site;
  await press(page, 'Layer 1: conv 12x3');
  const kernel = page.getByRole('textbox', { name: 'Layer kernel', exact: true });
  await kernel.fill('15');
  await page.keyboard.press('Enter');
  await becomes('conv 12x15 | max-pool 2 | dense 10');
  await kernel.fill('16');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await button('Layer 1: conv 12x16').getAttribute('aria-invalid'), 'true'));
  assert.equal(await network(), 'conv 12x15 | max-pool 2 | dense 10');
  await kernel.fill('5');
  await page.keyboard.press('Enter');
  await becomes('conv 12x5 | max-pool 2 | dense 10');
});

test('a network with padding and batch normalisation trains, is shown layer by layer, and validates', async () => {
  const { page } = site;
  const own = 'conv 8x3 pad 1 | batch-norm | relu | max-pool 2 | dense 10';
  await field().fill(own);
  await page.keyboard.press('Enter');
  await becomes(own);
  await page.getByRole('combobox', { name: 'Validation', exact: true }).selectOption('hold-out');
  await until(page, (s) => s.recipe.includes('folds hold-out 0.1'));
  await press(page, 'Reset');
  await press(page, 'Train');
  const state = await until(page, (s) => s.phase === 'finished' && s.weightsHash !== '', 120_000);
  assert.equal(state.epoch, 2);
  assert.ok(state.testAccuracy > 0.5 && state.validationAccuracy > 0.5, JSON.stringify(state));
  assert.ok(state.gradientNorm > 0);
  assert.deepEqual([state.model, state.models], [0, 1]);
  await eventually(async () => {
    const status = await page.getByRole('status').textContent();
    assert.match(status, /^Epoch 2 of 2: training loss \d\.\d+, validation accuracy \d+\.\d %, test/);
  });
  const texts = () => page.getByRole('region', { name: 'Network' }).getByRole('paragraph').allTextContents();
  await eventually(async () => {
    const all = await texts();
    for (const layer of [/^conv 8x3 pad 1: 8 maps of 28×28; [\d,]+ values from .* weights from/, /^batch-norm: .* scale: .* weights from/, /^max-pool 2: 8 maps of 14×14/]) {
      assert.ok(all.some((text) => layer.test(text)), `${layer} in ${all.join('\n')}`);
    }
  });
  assert.deepEqual(site.errors, []);
});
