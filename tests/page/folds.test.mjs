// A network that is larger than the panel: its layers unfold by key, pointer and finger, and slow motion scrolls to them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, drawn, eventually, openSite, press, until } from './browser.mjs';

const kRecipe = 'conv 24x3 pad 1 | batch-norm | relu | max-pool 2 | conv 32x3 pad 1 | relu | max-pool 2 | conv 32x3 | relu | ' +
  'dense 10 ; sgd 0.05 momentum 0.9 ; batch 16 epochs 2 ; folds none shuffle on ; train 200 test 100 inputs unit ; seed 1';
const kName = 'All 32 maps of conv 32x3 pad 1';

let wide;
let phone;
before(async () => {
  wide = await openSite();
  phone = await openSite({ context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } });
  for (const { page } of [wide, phone]) {
    await command(page, 'setRecipe', { recipe: kRecipe });
    await press(page, 'Reset');
    await until(page, (s) => s.recipe === kRecipe && s.weights === 'scratch' && s.picture !== null);
  }
});
after(async () => {
  await wide?.close();
  await phone?.close();
});

const fold = (page) => page.getByRole('button', { name: kName, exact: true });
const isOpen = (page, open) => eventually(async () => assert.equal(await fold(page).getAttribute('aria-expanded'), String(open)));
/** Where the next layer's button is. */
const below = async (page) => (await page.getByRole('button', { name: 'All 32 maps of conv 32x3', exact: true }).boundingBox()).y;

test('a layer unfolds and folds again, by key and by pointer', async () => {
  const { page, errors } = wide;
  await isOpen(page, false);
  const before = await below(page);
  await fold(page).focus();
  await page.keyboard.press('Enter');
  await isOpen(page, true);
  await eventually(async () => assert.ok((await below(page)) > before + 50));
  const box = await fold(page).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await isOpen(page, false);
  await eventually(async () => assert.equal(await below(page), before));
  assert.deepEqual(errors, []);
});

test('on a phone a finger unfolds it, by a button that it hits', async () => {
  const { page } = phone;
  await fold(page).focus();
  await page.waitForTimeout(300);
  await drawn(page);
  const box = await fold(page).boundingBox();
  assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await isOpen(page, true);
});

test('the inspector goes to a map that was folded away', async () => {
  const { page } = wide;
  await fold(page).focus();
  await page.keyboard.press('Enter');
  await isOpen(page, true);
  const layer = page.getByRole('slider', { name: 'Inspected layer', exact: true });
  await layer.focus();
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowRight');
  const channel = page.getByRole('slider', { name: 'Inspected channel', exact: true });
  await eventually(async () => assert.equal(await channel.getAttribute('max'), '31'));
  await channel.focus();
  await page.keyboard.press('End');
  await eventually(async () => assert.match((await page.getByText(/^Where it comes from: /).textContent({ timeout: 500 })) ?? '', /conv 32x3 pad 1, filter 32 \(\d+, \d+\): /));
  await page.keyboard.press('Escape');
  await fold(page).focus();
  await page.keyboard.press('Enter');
  await isOpen(page, false);
});

test('slow motion scrolls to the layer of its phase and leaves the focus where it is', async () => {
  const { page } = wide;
  await page.setViewportSize({ width: 1280, height: 560 });
  await press(page, 'Slow motion');
  const slider = page.getByRole('slider', { name: 'Phase', exact: true });
  await eventually(async () => assert.match(await slider.getAttribute('aria-valuetext'), /^1 of /));
  await slider.focus();
  const goTo = async (phase) => {
    await page.keyboard.press('Home');
    for (let i = 1; i < phase; ++i) await page.keyboard.press('ArrowRight');
  };
  /** The layer of this button lies below the bar and above the card. */
  const isSeen = (name) => eventually(async () => {
    const [layer, card] = [await page.getByRole('button', { name, exact: true }).boundingBox(), await slider.boundingBox()];
    assert.ok(layer.y > 56 && layer.y + layer.height < card.y, JSON.stringify({ layer, card }));
  });
  await goTo(9);
  await isSeen('All 32 maps of conv 32x3');
  assert.ok((await page.evaluate(() => window.scrollY)) > 40);
  assert.ok(await slider.evaluate((element) => element === document.activeElement));
  await goTo(2);
  await isSeen('All 24 maps of conv 24x3 pad 1');
  await page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await slider.count(), 0));
});

test('dead filters are told over many test images, in every view and on any epoch', async () => {
  const { page } = wide;
  const says = (pattern) => eventually(async () => assert.ok(pattern.test(await page.textContent('main')), String(pattern)), 15_000);
  const recipe = kRecipe.replace('sgd 0.05 momentum 0.9', 'sgd 8');
  await command(page, 'setRecipe', { recipe: recipe.replace('batch-norm | ', '') });
  await press(page, 'Reset');
  await until(page, (s) => s.imagesSeen === 0 && s.recipe.includes('sgd 8'));
  await press(page, 'Step batch');
  await until(page, (s) => s.imagesSeen > 0 && !s.running);
  await says(/\d+ of 32 (is|are) dead, 0 everywhere in 200 test images: /);
  await press(page, 'gradients');
  await says(/dead, 0 everywhere in 200 test images/);
  await command(page, 'showEpoch', { epoch: 0 });
  await eventually(async () => assert.ok(!/dead, 0 everywhere/.test(await page.textContent('main'))));
});
