// The gallery of the data set: by class, split and difficulty, paged through, and chosen from by pointer and keys.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, drawn, eventually, openSite, press, until } from './browser.mjs';

const kRecipe = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 1 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';

let site;
before(async () => {
  site = await openSite();
  const { page } = site;
  await command(page, 'setRecipe', { recipe: kRecipe });
  await press(page, 'Reset');
  await press(page, 'Train');
  await until(page, (s) => s.recipe === kRecipe && s.epoch === 1 && !s.running);
  const tab = page.getByRole('tab', { name: 'Gallery', exact: true });
  await tab.focus();
  await page.keyboard.press('Enter');
});
after(() => site?.close());

const panel = (name) => site.page.getByRole('region', { name, exact: true });
const cells = () => panel('Gallery').getByRole('button', { name: /^(test|train) \d+, / });
const names = () => cells().allTextContents();
const choose = (field, option) => panel('Gallery').getByLabel(field, { exact: true }).selectOption(option);
const text = () => panel('Gallery').textContent();
const kName = /^(test|train) (\d+), (.+?)(?:, predicted (.+) (\d+\.\d) %)?$/;

/** What `read` gives when it gives the same twice. */
async function still(read) {
  for (let before = await read(); ; ) {
    await site.page.waitForTimeout(150);
    const now = await read();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

const isJudged = () => eventually(async () => assert.match(await text(), /Predictions: After epoch 1/), 15_000);

test('every picture in sight is told by split, number, class and prediction', async () => {
  await isJudged();
  const all = await still(names);
  assert.ok(all.length >= 10, `${all.length} pictures`);
  all.forEach((name, i) => {
    const [, split, index, , predicted] = kName.exec(name) ?? assert.fail(name);
    assert.deepEqual([split, Number(index)], ['test', i]);
    assert.ok(predicted, name);
  });
});

test('a class is shown alone, and its hard pictures first are mistakes', async () => {
  await choose('Gallery class', 'Shirt');
  await eventually(async () => assert.ok((await names()).every((name) => kName.exec(name)?.[3] === 'Shirt')));
  const byNumber = await still(names);
  await choose('Gallery order', 'hard ones first');
  const hard = await eventually(async () => {
    const now = await names();
    assert.notDeepEqual(now, byNumber);
    return now;
  });
  assert.ok(hard.slice(0, 5).every((name) => kName.exec(name)?.[4] !== 'Shirt'), hard.slice(0, 5).join('; '));
});

test('pages and slider go through all training pictures', async () => {
  const { page } = site;
  await choose('Gallery pictures', 'training pictures');
  await choose('Gallery class', 'any class');
  await choose('Gallery order', 'by number');
  await eventually(async () => assert.match((await names())[0], /^train 0, /), 15_000);
  const count = (await still(names)).length;
  await press(page, 'Next page of pictures');
  await eventually(async () => assert.match((await names())[0], new RegExp(`^train ${count}, `)));
  const slider = panel('Gallery').getByRole('slider', { name: 'Place among the pictures' });
  await slider.focus();
  await page.keyboard.press('End');
  const last = Number(/of ([\d,]+) here/.exec(await text())[1].replace(',', '')) - 1;
  await eventually(async () => assert.match((await names()).at(-1), new RegExp(`^train ${last}, `)));
  await page.keyboard.press('Home');
  await eventually(async () => assert.match((await names())[0], /^train 0, /));
});

test('a click chooses a picture, keys choose others, and the network panel and the focus follow', async () => {
  const { page } = site;
  const third = cells().nth(2);
  await third.click();
  await until(page, (s) => s.picture?.split === 'train' && s.picture.index === 2);
  await eventually(async () => assert.match(await panel('Network').textContent(), /train 2\b/));
  await eventually(async () => assert.match(await text(), /Chosen picture: train 2, /));
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const key = async (name, matches) => {
    await page.keyboard.press(name);
    await eventually(async () => assert.match(await focused(), matches));
    await drawn(page);
  };
  await key('ArrowRight', /^train 3, /);
  await key('ArrowLeft', /^train 2, /);
  await key('End', /^train \d{3,}, /);
  const state = await until(page, (s) => s.picture?.index > 100);
  assert.equal(state.picture.split, 'train');
  await key('Home', /^train 0, /);
  await key('PageDown', /^train [1-9]\d*, /);
  await key('PageUp', /^train 0, /);
  await until(page, (s) => s.picture?.index === 0);
});

test('the document scrolls over the gallery', async () => {
  const { page } = site;
  const box = await cells().first().boundingBox();
  await page.mouse.move(box.x + 5, box.y + 5);
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, before > 0 ? -120 : 120);
  await eventually(async () => assert.notEqual(await page.evaluate(() => scrollY), before));
});

test('going through the pictures takes the page under 8 ms a frame', async () => {
  const { page } = site;
  const times = await page.evaluate(async () => {
    const plain = window.requestAnimationFrame.bind(window);
    const frames = [];
    window.requestAnimationFrame = (draw) => plain((now) => {
      const begin = performance.now();
      draw(now);
      frames.push(performance.now() - begin);
    });
    const slider = document.getElementById('control-gallery.position');
    slider.focus(); // as it has been when somebody draws it
    for (let row = 0; row < 60; ++row) {
      slider.value = String(row);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    window.requestAnimationFrame = plain;
    return frames.sort((a, b) => a - b);
  });
  const median = times[Math.floor(times.length / 2)];
  console.log(`# a frame took ${median.toFixed(1)} ms (${times.length} frames)`);
  assert.ok(times.length > 20);
  assert.ok(median < 8);
});
