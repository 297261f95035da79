// What explains the page: the introduction of a first visit, and the cards behind the question marks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, openSite, press, until, whenReady } from './browser.mjs';

let site;
before(async () => {
  site = await openSite({ intro: true });
});
after(() => site?.close());

const button = (name) => site.page.getByRole('button', { name, exact: true });
const focused = () => site.page.evaluate(() => document.activeElement?.textContent ?? '');

test('a first visit is introduced, without taking the focus or the page, and only once', async () => {
  const introduction = site.page.locator('section[aria-label="Introduction"]');
  await introduction.waitFor({ state: 'attached' });
  assert.equal(await site.page.evaluate(() => document.activeElement === document.body), true);
  await button('Step batch').click();
  await until(site.page, (s) => s.imagesSeen === 1);
  await button('Next').click();
  await eventually(async () => assert.match((await introduction.textContent()) ?? '', /Step 2 \/ 5/));
  await site.page.reload();
  await whenReady(site.page);
  await introduction.waitFor({ state: 'attached' });
  await button('Skip').click();
  await introduction.waitFor({ state: 'detached' });
  await site.page.reload();
  await whenReady(site.page);
  await site.page.waitForTimeout(300);
  assert.equal(await introduction.count(), 0);
});

test('Help opens a dialog that has the focus, and Escape gives it back', async () => {
  await press(site.page, 'Help');
  const dialog = site.page.getByRole('dialog', { name: 'Explanation' });
  await dialog.waitFor({ state: 'attached' });
  assert.equal(await focused(), 'Close');
  assert.match((await dialog.textContent()) ?? '', /Once through all training images is an epoch\..*weight \u2190 weight \u2212/s);
  assert.equal(await site.page.evaluate(() => document.querySelector('section[aria-label="Run"]').inert), true);
  await site.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await focused(), 'Help');
  assert.equal(await site.page.evaluate(() => document.querySelector('section[aria-label="Run"]').inert), false);
});

test('a press beside the card closes it and does nothing else; one on it closes nothing', async () => {
  await button('Explain: Network').click();
  const dialog = site.page.getByRole('dialog', { name: 'Explanation' });
  await dialog.waitFor({ state: 'attached' });
  const close = await button('Close').boundingBox();
  await site.page.mouse.click(close.x - 60, close.y + 80);
  await site.page.waitForTimeout(200);
  assert.equal(await dialog.count(), 1);
  const train = await site.page.evaluate(() => {
    const { x, y, width, height } = document.getElementById('control-train').getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await site.page.mouse.click(train.x, train.y);
  await dialog.waitFor({ state: 'detached' });
  await site.page.waitForTimeout(200);
  assert.equal(await site.page.evaluate(() => window.atelier.state().running), false);
});

test('every control describes itself', async () => {
  const silent = await site.page.evaluate(() => [...document.querySelectorAll('main .control > :is(button, input, select, textarea)')]
    .filter((element) => !document.getElementById(`${element.id}-description`)?.textContent)
    .map((element) => element.id));
  assert.deepEqual(silent, []);
});

test('the console stays clean', () => assert.deepEqual(site.errors, []));
