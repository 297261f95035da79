// The drawing pad: by mouse, finger and keyboard, and what the network says about it.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { answered, command, drawn, eventually, openSite, press, stateOf, until } from './browser.mjs';
import { swiftStroke } from './mouse.mjs';
import { median } from './time.mjs';

// Trains at full speed and changes no weight: bars change with the drawing alone.
const kLong = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 1e-30 ; batch 1 epochs 1000 ; folds none shuffle on ; ' +
  'train 10000 test 500 inputs centred ; seed 1';

let site;
before(async () => {
  site = await openSite({ context: { hasTouch: true } });
});
after(() => site?.close());
beforeEach(async () => {
  await drawn(site.page);
  const clear = site.page.getByRole('button', { name: 'Clear drawing', exact: true });
  if ((await clear.getAttribute('aria-disabled')) === null) await press(site.page, 'Clear drawing');
  await until(site.page, (s) => s.prediction === null);
});

const pad = () => site.page.getByRole('application').first();

/** A stroke of the mouse through points given as shares of the pad. */
async function stroke(points) {
  const box = await pad().boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await site.page.mouse.move(...at(points[0]));
  await site.page.mouse.down();
  for (const point of points.slice(1)) await site.page.mouse.move(...at(point), { steps: 8 });
  await site.page.mouse.up();
}

const kTrouser = [[0.35, 0.9], [0.35, 0.1], [0.65, 0.1], [0.65, 0.9]];

test('an empty pad has no prediction, and says so', async () => {
  assert.equal((await stateOf(site.page)).prediction, null);
});

test('a stroke of the mouse gives ten probabilities that sum to 1, and another stroke changes them', async () => {
  await stroke(kTrouser);
  const first = await answered(site.page);
  assert.equal(first.prediction.length, 10);
  assert.ok(Math.abs(first.prediction.reduce((sum, p) => sum + p, 0) - 1) < 1e-4);
  await stroke([[0.1, 0.5], [0.9, 0.5]]);
  await until(site.page, (s) => s.prediction.some((p, i) => Math.abs(p - first.prediction[i]) > 1e-3));
});

test('a finger draws, and does not scroll the page', async () => {
  const box = await pad().boundingBox();
  const cdp = await site.context.newCDPSession(site.page);
  const touch = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  const x = box.x + box.width / 2;
  await touch('touchStart', [{ x, y: box.y + 20 }]);
  for (let i = 1; i <= 10; ++i) await touch('touchMove', [{ x, y: box.y + 20 + i * 15 }]);
  await touch('touchEnd', []);
  await answered(site.page);
  assert.equal(await site.page.evaluate(() => scrollY), 0);
});

test('the keyboard alone draws', async () => {
  await pad().focus();
  await site.page.keyboard.press('Space');
  for (let i = 0; i < 10; ++i) await site.page.keyboard.press('ArrowRight');
  for (let i = 0; i < 10; ++i) await site.page.keyboard.press('ArrowDown');
  await site.page.keyboard.press('Space');
  await answered(site.page);
});

test('Undo takes the last stroke away, Clear drawing all of them', async () => {
  await stroke(kTrouser);
  const one = await answered(site.page);
  await stroke([[0.1, 0.5], [0.9, 0.5]]);
  await until(site.page, (s) => s.prediction.some((p, i) => p !== one.prediction[i]));
  await press(site.page, 'Undo');
  await until(site.page, (s) => s.prediction?.every((p, i) => p === one.prediction[i]));
  await press(site.page, 'Clear drawing');
  await until(site.page, (s) => s.prediction === null);
});

test('the ten probabilities of the drawing are there as text', async () => {
  const texts = () => site.page.getByRole('region', { name: 'Draw' }).getByRole('paragraph').allTextContents();
  assert.equal((await texts()).filter((text) => /: nothing to judge$/.test(text)).length, 10);
  await stroke(kTrouser);
  const { prediction } = await answered(site.page);
  await eventually(async () => {
    const shares = (await texts()).filter((text) => /^[A-Z].*: \d+\.\d %$/.test(text));
    assert.equal(shares.length, 10);
    assert.equal(shares[1], `Trouser: ${(100 * prediction[1]).toFixed(1)} %`);
  });
});

/** Milliseconds from a move of the mouse, amid a stroke, as the browser stamps it, until a frame of the canvas is drawn with other bars
 * than before. */
async function timeToShow() {
  const { page } = site;
  const box = await pad().boundingBox();
  const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(0.3, 0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.5));
  await page.waitForTimeout(300);
  const taken = page.evaluate(() => new Promise((resolve) => {
    const bars = () => String(window.atelier.state().prediction);
    const before = bars();
    const plain = window.requestAnimationFrame.bind(window);
    let begin = 0;
    addEventListener('pointermove', (event) => (begin = event.timeStamp), { capture: true, once: true });
    setTimeout(resolve, 5000, Infinity);
    window.requestAnimationFrame = (draw) => plain((now) => {
      const isOther = bars() !== before;
      draw(now);
      if (!isOther) return;
      window.requestAnimationFrame = plain;
      resolve(performance.now() - begin);
    });
  }));
  await page.waitForTimeout(50);
  await page.mouse.move(...at(0.7, 0.7));
  const time = await taken;
  await page.mouse.up();
  return time;
}

test('a move of the pointer shows in the bars of the canvas within 50 ms while training runs, half of the time at least', async () => {
  await command(site.page, 'setRecipe', { recipe: kLong });
  await press(site.page, 'Reset');
  await press(site.page, 'Train');
  await until(site.page, (s) => s.recipe === kLong && s.running && s.imagesSeen > 1000);
  const time = await median(15, 'a move', async () => {
    const taken = await timeToShow();
    assert.ok((await stateOf(site.page)).running);
    await press(site.page, 'Clear drawing');
    await until(site.page, (s) => s.prediction === null);
    return taken;
  });
  assert.ok(time < 50, `${time} ms`);
  await press(site.page, 'Pause');
  await command(site.page, 'setRecipe', { recipe: 'first-run' });
  await press(site.page, 'Reset');
});

/** The acts of the drawing once it holds still. */
async function restingDrawing() {
  return eventually(async () => {
    const read = () => site.page.evaluate(() => window.atelier.drawing());
    const text = await read();
    await site.page.waitForTimeout(500);
    assert.equal(await read(), text);
    assert.match(text, /stroke/);
    return text;
  });
}

test('a stroke over a page that is busy is the stroke over one that rests', async () => {
  const box = await pad().boundingBox();
  const points = Array.from({ length: 120 }, (_, i) => {
    const turn = (i / 119) * 6 * Math.PI;
    return [box.x + box.width * (0.5 + (0.003 * i + 0.05) * Math.cos(turn)), box.y + box.height * (0.5 + (0.003 * i + 0.05) * Math.sin(turn))];
  });
  const cdp = await site.context.newCDPSession(site.page);
  await swiftStroke(cdp, points);
  const atRest = await restingDrawing();
  await press(site.page, 'Clear drawing');
  await until(site.page, (s) => s.prediction === null);
  await press(site.page, 'Train');
  await site.page.evaluate(() => {
    window.busy = setInterval(() => {
      for (const end = performance.now() + 150; performance.now() < end; );
    }, 160);
  });
  await swiftStroke(cdp, points);
  await site.page.evaluate(() => clearInterval(window.busy));
  await press(site.page, 'Pause');
  const last = (text) => text.split(';').at(-1);
  assert.equal(last(await restingDrawing()), last(atRest));
});

test('a thousand strokes at once are all there, and the last can be undone', async () => {
  const box = await pad().boundingBox();
  const cdp = await site.context.newCDPSession(site.page);
  const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
  const strokes = Array.from({ length: 1000 }, (_, i) => [at(0.1 + (i % 40) * 0.02, 0.1 + i / 1250), at(0.11 + (i % 40) * 0.02, 0.1 + i / 1250)]);
  await Promise.all(strokes.map((points) => swiftStroke(cdp, points)));
  const acts = (await restingDrawing()).split(';').map((act) => act.trim());
  const sinceCleared = acts.slice(acts.findLastIndex((act) => act.startsWith('begin')) + 1);
  assert.equal(sinceCleared.filter((act) => act.startsWith('stroke')).length, 1000);
  await press(site.page, 'Undo');
  await eventually(async () => assert.match(await restingDrawing(), /undone 1$/));
});

test('the prediction of a drawing changes as training goes on', async () => {
  await press(site.page, 'Reset');
  await stroke(kTrouser);
  const before = await answered(site.page);
  await press(site.page, 'Train');
  await until(site.page, (s) => s.imagesSeen > 2000 && Math.abs(s.prediction[1] - before.prediction[1]) > 0.01);
  await press(site.page, 'Pause');
});
