// Training as the user runs it: by the buttons, read from window.atelier and from the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, eventually, openAnew, openSite, press, site as siteFolder, stateOf, until } from './browser.mjs';
import { startServer } from './server.mjs';
import { openTabs } from './tabs.mjs';
import { isMostlyWithin } from './time.mjs';

const kSmall = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 2 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** A fresh run of this recipe, with its data here. */
async function freshRun(recipe) {
  await command(site.page, 'setRecipe', { recipe });
  await press(site.page, 'Reset');
  return until(site.page, (s) => s.recipe === recipe && s.imagesSeen === 0 && !s.running && s.weightsHash !== '' && s.weights === 'scratch');
}

const rests = (state) => !state.running && state.weightsHash !== '';

/** Milliseconds from a click on Pause to a state that rests. */
function timeToPause() {
  return site.page.evaluate(async () => {
    const pause = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Pause');
    while (pause.hasAttribute('aria-disabled')) await new Promise((resolve) => setTimeout(resolve, 1));
    const begin = performance.now();
    pause.click();
    while (window.atelier.state().running) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - begin;
  });
}

test('Train trains, and Pause acts within 100 ms', async () => {
  await freshRun(kSmall.replace('epochs 2', 'epochs 1000'));
  const pause = async () => {
    const before = (await stateOf(site.page)).imagesSeen;
    await press(site.page, 'Train');
    await until(site.page, (s) => s.running && s.imagesSeen > before + 100);
    return timeToPause();
  };
  assert.ok(await isMostlyWithin(100, 'Pause', pause));
  const paused = await stateOf(site.page);
  await site.page.waitForTimeout(200);
  assert.equal((await stateOf(site.page)).imagesSeen, paused.imagesSeen);
});

test('Step batch adds exactly one batch', async () => {
  await freshRun(kSmall.replace('batch 1', 'batch 16'));
  await press(site.page, 'Step batch');
  assert.equal((await until(site.page, (s) => s.imagesSeen > 0 && rests(s))).imagesSeen, 16);
  await press(site.page, 'Step batch');
  assert.equal((await until(site.page, (s) => s.imagesSeen > 16 && rests(s))).imagesSeen, 32);
});

test('Step epoch ends at the end of an epoch', async () => {
  await freshRun(kSmall);
  await press(site.page, 'Step batch');
  await until(site.page, (s) => s.imagesSeen === 1 && rests(s));
  await press(site.page, 'Step epoch');
  const state = await until(site.page, (s) => s.epoch === 1 && rests(s));
  assert.equal(state.imagesSeen, 1000);
  assert.ok(state.testAccuracy > 0.2);
});

test('Reset gives the same first weights again, New seed gives others', async () => {
  const first = await freshRun(kSmall);
  await press(site.page, 'Step epoch');
  const trained = await until(site.page, (s) => s.epoch === 1 && rests(s));
  assert.notEqual(trained.weightsHash, first.weightsHash);
  await press(site.page, 'Reset');
  const again = await until(site.page, (s) => s.imagesSeen === 0 && rests(s));
  assert.equal(again.weightsHash, first.weightsHash);
  await press(site.page, 'New seed');
  const other = await until(site.page, (s) => s.recipe.endsWith('seed 2') && rests(s));
  assert.notEqual(other.weightsHash, first.weightsHash);
});

test('stopping, stepping and resuming gives the weights of training straight through', async () => {
  await freshRun(kSmall);
  await press(site.page, 'Train');
  const straight = await until(site.page, (s) => s.epoch === 2 && rests(s));

  await freshRun(kSmall);
  for (let i = 1; i <= 3; ++i) {
    await press(site.page, 'Step batch');
    const target = i;
    await eventually(async () => assert.equal((await stateOf(site.page)).imagesSeen, target));
  }
  await command(site.page, 'setSpeed', { imagesPerSecond: 2000 });
  await press(site.page, 'Train');
  await until(site.page, (s) => s.imagesSeen > 200);
  await press(site.page, 'Pause');
  await until(site.page, rests);
  await command(site.page, 'setSpeed', { imagesPerSecond: 0 });
  await press(site.page, 'Step epoch');
  await until(site.page, (s) => s.epoch === 1 && rests(s));
  await press(site.page, 'Train');
  const halting = await until(site.page, (s) => s.epoch === 2 && rests(s));
  assert.equal(halting.weightsHash, straight.weightsHash);
});

test('the default run trains at least 20,000 images a second and reaches 84 % on the test images within 5 epochs', async () => {
  await openAnew(site);
  const first = await until(site.page, (s) => s.dataset.train === 10_000 && s.dataset.test === 2_000);
  assert.match(first.recipe, /^conv 12x3 \| max-pool 2 \| dense 10 ; .* batch 1 /);
  await press(site.page, 'Train');
  const rates = [];
  let state = first;
  while (state.epoch < 5) {
    await site.page.waitForTimeout(50);
    state = await stateOf(site.page);
    if (state.imagesPerSecond > 0) rates.push(state.imagesPerSecond);
  }
  await press(site.page, 'Pause');
  const best = Math.max(...rates);
  console.log(`# ${Math.round(best)} images/s, ${(100 * state.testAccuracy).toFixed(2)} % after epoch ${state.epoch}`);
  assert.ok(state.testAccuracy >= 0.84);
  assert.ok(best >= 20_000);
});

test('training goes on in a hidden tab', async () => {
  const server = await startServer(siteFolder);
  const tab = await openTabs(server.url);
  const read = () => tab.evaluate('({...window.atelier?.state(), visible: document.visibilityState})');
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  try {
    for (let state = await read(); !(state.dataset?.train > 0); state = await read()) await wait(50);
    await tab.evaluate(`window.atelier.command('setRecipe', {recipe: '${kSmall.replace('epochs 2', 'epochs 1000')}'})`);
    await tab.evaluate("window.atelier.command('reset')");
    await tab.evaluate("window.atelier.command('train')");
    for (let state = await read(); !(state.imagesSeen > 100); state = await read()) await wait(50);
    await tab.hide();
    await wait(500);
    const before = await read();
    await wait(2000);
    const later = await read();
    assert.equal(before.visible, 'hidden');
    assert.equal(later.visible, 'hidden');
    assert.ok(later.imagesSeen > before.imagesSeen + 10_000, `${before.imagesSeen} to ${later.imagesSeen}`);
  } finally {
    await tab.close();
    await server.close();
  }
});
