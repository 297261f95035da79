// The tools of the drawing pad, by mouse, keyboard and fingers, and what a reload keeps. What is on the pad is read from the list
// of all that was done, and how much of that is undone.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { answered, drawn, eventually, openAnew, openSite, press, until, whenReady } from './browser.mjs';

let site;
before(async () => {
  site = await openSite({ context: { hasTouch: true } });
});
after(() => site?.close());
beforeEach(async () => {
  await openAnew(site);
  await whenReady(site.page);
  await drawn(site.page);
});

const pad = () => site.page.getByRole('application').first();

/** The acts that are done, without the version in front. */
const kept = () =>
  site.page.evaluate(() => {
    const acts = window.atelier.drawing().split(';').map((act) => act.trim()).slice(1);
    const undone = acts.at(-1)?.startsWith('undone') ? Number(acts.pop().split(' ')[1]) : 0;
    return acts.slice(0, acts.length - undone);
  });

/** Resolves to the acts once `isSo` of them. */
async function keptWhen(isSo) {
  let acts;
  await eventually(async () => {
    acts = await kept();
    assert.ok(isSo(acts), `kept: ${acts.join(' ; ')}`);
  });
  return acts;
}

/** The pretrained model's, once it is no longer that of a drawing's beginning or of the weights before. */
async function restingPrediction() {
  for (let last = null; ; ) {
    const { prediction } = await until(site.page, (s) => s.prediction !== null && s.weights === 'pretrained');
    if (last !== null && prediction.every((p, i) => p === last[i])) return prediction;
    last = prediction;
    await site.page.waitForTimeout(500);
  }
}

async function drag(from, ...to) {
  const box = await pad().boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await site.page.mouse.move(...at(from));
  await site.page.mouse.down();
  for (const point of to) await site.page.mouse.move(...at(point), { steps: 5 });
  await site.page.mouse.up();
}

test('every tool leaves its act, and undo and redo go over all of them', async () => {
  await drag([0.2, 0.2], [0.8, 0.2]);
  await press(site.page, 'Line');
  await drag([0.2, 0.2], [0.5, 0.9], [0.8, 0.8]);
  await press(site.page, 'Mirror');
  await press(site.page, 'Ellipse');
  await drag([0.3, 0.3], [0.6, 0.7]);
  await press(site.page, 'Mirror');
  await press(site.page, 'Fill');
  await drag([0.45, 0.5]);
  await press(site.page, 'Eraser');
  await drag([0.2, 0.9], [0.4, 0.9]);
  await press(site.page, 'Move and scale');
  await drag([0.5, 0.5], [0.6, 0.5]);
  await press(site.page, 'Larger');
  const words = ['stroke 255', 'stroke 255', 'ellipse 255 mirrored', 'fill 255', 'stroke 0', 'move', 'move'];
  const all = await keptWhen((acts) => acts.length === words.length);
  for (const [i, act] of all.entries()) assert.ok(act.startsWith(words[i]), `${act} is no ${words[i]}`);
  assert.equal(all[1].split(' ').length, 2 + 2 * 3, 'a line has two places');
  for (let left = words.length - 1; left >= 0; --left) {
    await press(site.page, 'Undo');
    await keptWhen((acts) => acts.length === left);
  }
  await until(site.page, (s) => s.prediction === null);
  for (let i = 0; i < words.length; ++i) await press(site.page, 'Redo');
  assert.deepEqual(await keptWhen((acts) => acts.length === words.length), all);
});

test('the keyboard puts a tool down, moves it, lifts it, and takes back what it does', async () => {
  await pad().focus();
  await site.page.keyboard.press('Space');
  for (let i = 0; i < 5; ++i) await site.page.keyboard.press('ArrowRight');
  await site.page.keyboard.press('Space');
  await site.page.keyboard.press('ArrowDown'); // lifted: draws nothing
  const [stroke] = await keptWhen((acts) => acts.length === 1);
  assert.equal(stroke.split(' ').length, 2 + 6 * 3, stroke);
  await press(site.page, 'Ellipse');
  await pad().focus();
  await site.page.keyboard.press('Space');
  await site.page.keyboard.press('ArrowDown');
  await site.page.keyboard.press('ArrowRight');
  await keptWhen((acts) => acts.length === 2);
  await site.page.keyboard.press('Escape');
  await keptWhen((acts) => acts.length === 1);
  await site.page.keyboard.press('+');
  await keptWhen((acts) => acts.at(-1).startsWith('move 0 0'));
  await site.page.keyboard.press('Control+z');
  await site.page.keyboard.press('Control+z');
  await keptWhen((acts) => acts.length === 0);
  await site.page.keyboard.press('Control+Shift+Z');
  await keptWhen((acts) => acts.length === 1);
});

test('a reload keeps the drawing, what the network says of it, and what can be undone', async () => {
  await drag([0.3, 0.9], [0.3, 0.1], [0.7, 0.1], [0.7, 0.9]);
  await press(site.page, 'Clear drawing');
  await press(site.page, 'Undo');
  const acts = await keptWhen((all) => all.length === 1);
  const prediction = await restingPrediction();
  await site.page.reload();
  await whenReady(site.page);
  assert.deepEqual(await restingPrediction(), prediction);
  assert.deepEqual(await kept(), acts);
  await press(site.page, 'Redo');
  await until(site.page, (s) => s.prediction === null);
});

test('a step from the drawing to what the network sees can be added or left out, and the prediction is another', async () => {
  await drag([0.3, 0.7], [0.3, 0.3], [0.6, 0.3], [0.6, 0.7], [0.3, 0.7]);
  const seen = () => site.page.getByText(/What the network sees:/).first().textContent();
  await eventually(async () => assert.match(await seen(), /Cropped/));
  assert.doesNotMatch(await seen(), /filled/);
  const prediction = await restingPrediction();
  await press(site.page, 'fill inside');
  await until(site.page, (s) => s.prediction.some((p, i) => Math.abs(p - prediction[i]) > 1e-3));
  await eventually(async () => assert.match(await seen(), /filled/));
  await press(site.page, 'fill inside');
  await until(site.page, (s) => s.prediction.every((p, i) => p === prediction[i]));
});

test('the chosen picture can be drawn over', async () => {
  await press(site.page, 'Draw over the chosen picture');
  const [begin] = await keptWhen((acts) => acts.length === 1);
  assert.match(begin, /^begin [0-9a-f]{1568}$/);
  await answered(site.page);
});

test('a second finger takes back what the first began, and both scroll the page', async () => {
  const box = await pad().boundingBox();
  const cdp = await site.context.newCDPSession(site.page);
  const touch = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await touch('touchStart', [[x, y]]);
  await touch('touchMove', [[x + 20, y + 20]]);
  await answered(site.page);
  await touch('touchStart', [[x + 20, y + 20], [x + 60, y]]);
  for (let i = 1; i <= 10; ++i) await touch('touchMove', [[x + 20, y + 20 - 10 * i], [x + 60, y - 10 * i]]);
  await touch('touchEnd', []);
  await until(site.page, (s) => s.prediction === null);
  assert.ok(await site.page.evaluate(() => scrollY > 50));
  assert.deepEqual(await kept(), []);
  await touch('touchStart', [[x, y]]);
  await touch('touchMove', [[x + 20, y + 20]]);
  await touch('touchEnd', []);
  await answered(site.page); // one finger draws again
});
