// Looking back at earlier epochs, as the user does it: by the slider of the timeline, while training and paused.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, eventually, openSite, press, stateOf, until } from './browser.mjs';
import { isMostlyWithin } from './time.mjs';

const kRecipe = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 3 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';
const kEndless = kRecipe.replace('epochs 3', 'epochs 1000');

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const slider = () => site.page.getByRole('slider', { name: 'Epoch shown' });
const rests = (state) => !state.running && state.weightsHash !== '';

async function freshRun(recipe) {
  await command(site.page, 'setRecipe', { recipe });
  await press(site.page, 'Reset');
  return until(site.page, (s) => s.recipe === recipe && s.imagesSeen === 0 && rests(s) && s.weights === 'scratch');
}

function drawSomething() {
  const bulk = new Array(28 * 28).fill(0).map((_, i) => (i % 28 > 8 && i % 28 < 19 && i > 112 && i < 670 ? 220 : 0));
  return site.page.evaluate((pixels) => window.atelier.command('draw', { width: 28, height: 28, bulk: Uint8Array.from(pixels) }), bulk);
}

/** Milliseconds from a move of the slider by `by` to a prediction of another epoch. */
function timeToMove(by) {
  return slider().evaluate(async (input, step) => {
    const before = JSON.stringify(window.atelier.state().prediction);
    const begin = performance.now();
    input.value = String(Number(input.value) + step);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    while (JSON.stringify(window.atelier.state().prediction) === before) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (performance.now() - begin > 5000) return Infinity;
    }
    return performance.now() - begin;
  }, by);
}

test('arrow keys on the timeline go back to earlier epochs and to now, and the text says which', async () => {
  await freshRun(kRecipe);
  await press(site.page, 'Train');
  const done = await until(site.page, (s) => s.epoch === 3 && rests(s) && s.epochsKept.length === 4);
  assert.deepEqual(done.epochsKept, [0, 1, 2, 3]);
  assert.equal(done.shownEpoch, -1);
  await eventually(async () => assert.equal(await slider().inputValue(), '4'));
  await slider().focus();
  await site.page.keyboard.press('ArrowLeft');
  await until(site.page, (s) => s.shownEpoch === 3);
  await site.page.keyboard.press('ArrowLeft');
  await until(site.page, (s) => s.shownEpoch === 2);
  await eventually(async () => assert.match((await slider().getAttribute('aria-valuetext')) ?? '', /^epoch 2, test \d\d\.\d\d %$/));
  await site.page.keyboard.press('Home');
  await until(site.page, (s) => s.shownEpoch === 0);
  await eventually(async () => assert.match(await site.page.textContent('main'), /At its start: 20,410 numbers drawn at random/));
  await site.page.keyboard.press('End');
  const now = await until(site.page, (s) => s.shownEpoch === -1);
  assert.equal(now.weightsHash, done.weightsHash, 'looking back changed nothing');
});

test('another epoch, with its prediction of the drawing, is there within 100 ms, paused and while training', async () => {
  await freshRun(kEndless);
  await command(site.page, 'setSpeed', { imagesPerSecond: 0 });
  await press(site.page, 'Train');
  await until(site.page, (s) => s.epoch >= 5);
  await drawSomething();
  await until(site.page, (s) => s.prediction?.length === 10);
  const measure = async (what) => {
    await command(site.page, 'showEpoch', { epoch: 4 });
    await until(site.page, (s) => s.shownEpoch === 4);
    await site.page.waitForTimeout(300);
    const move = async (i) => {
      const time = await timeToMove(i % 2 === 0 ? -1 : 1);
      await site.page.waitForTimeout(150);
      return time;
    };
    assert.ok(await isMostlyWithin(100, `another epoch ${what}`, move));
  };
  await measure('while training');
  const { imagesSeen } = await stateOf(site.page);
  await until(site.page, (s) => s.running && s.imagesSeen > imagesSeen);
  await press(site.page, 'Pause');
  await until(site.page, rests);
  await measure('paused');
});

test('the film shows every epoch and ends at the last', async () => {
  await freshRun(kRecipe);
  await press(site.page, 'Train');
  await until(site.page, (s) => s.epoch === 3 && rests(s) && s.epochsKept.length === 4);
  await press(site.page, 'Play the epochs as a film');
  const shown = [];
  await until(site.page, (s) => {
    if (shown.at(-1) !== s.shownEpoch) shown.push(s.shownEpoch);
    return s.shownEpoch === 3;
  });
  assert.deepEqual(shown.filter((epoch) => epoch >= 0), [0, 1, 2, 3]);
  await site.page.getByRole('button', { name: 'Play the epochs as a film' }).waitFor();
});

test('an epoch that is not over is refused with a sentence', async () => {
  await freshRun(kRecipe);
  await command(site.page, 'showEpoch', { epoch: 2 });
  await eventually(async () => assert.match(await site.page.textContent('body'), /Epoch 2 is not over yet\./));
});

test('a new run goes on from an earlier epoch, and the one that it leaves can be gone back to', async () => {
  await freshRun(kRecipe);
  await press(site.page, 'Train');
  const first = await until(site.page, (s) => s.epoch === 3 && rests(s) && s.epochsKept.length === 4);
  await eventually(async () => assert.equal(await slider().inputValue(), '4'));
  await slider().focus();
  await site.page.keyboard.press('Home');
  await site.page.keyboard.press('ArrowRight');
  await until(site.page, (s) => s.shownEpoch === 1);
  await press(site.page, 'Continue from here');
  const branch = await until(site.page, (s) => s.run !== first.run && s.epoch === 1 && rests(s));
  assert.equal(branch.shownEpoch, -1);
  assert.notEqual(branch.weightsHash, first.weightsHash);
  await press(site.page, 'Train');
  const second = await until(site.page, (s) => s.epoch === 3 && rests(s));
  assert.equal(second.weightsHash, first.weightsHash, 'the same recipe gives the same bits');

  const runs = site.page.getByRole('combobox', { name: 'Run', exact: true });
  const name = await eventually(async () => {
    const names = await runs.locator('option').allTextContents();
    return names.find((text) => text.startsWith(`run ${first.run},`)) ?? assert.fail(names.join('; '));
  });
  await runs.selectOption(name);
  const back = await until(site.page, (s) => s.run === first.run && rests(s) && s.epochsKept !== null);
  assert.equal(back.weightsHash, first.weightsHash);
  assert.deepEqual(back.epochsKept, [0, 1, 2, 3]);
});
