// The views of the network panel, as the user goes through them by keyboard: activations, weights, change, gradients.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, eventually, openSite, press, until } from './browser.mjs';

const kRecipe = 'conv 6x3 | relu | max-pool 2 | dense 10 ; sgd 0.01 ; batch 1 epochs 2 ; folds none shuffle on ; ' +
  'train 500 test 200 inputs centred ; seed 1';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const rests = (state) => !state.running && state.weightsHash !== '';
const says = (pattern) => eventually(async () => assert.match(await site.page.textContent('main'), pattern));
const saysNot = (pattern) => eventually(async () => assert.doesNotMatch(await site.page.textContent('main'), pattern));
const button = (name) => site.page.getByRole('button', { name, exact: true });

async function choose(name) {
  await button(name).focus();
  await site.page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await button(name).getAttribute('aria-pressed'), 'true'));
}

async function trained() {
  await command(site.page, 'setRecipe', { recipe: kRecipe });
  await press(site.page, 'Reset');
  await until(site.page, (s) => s.recipe === kRecipe && s.imagesSeen === 0 && rests(s) && s.weights === 'scratch');
  await press(site.page, 'Train');
  return until(site.page, (s) => s.epoch === 2 && rests(s));
}

test('each view names its numbers, and going through all of them changes no weight', async () => {
  const { weightsHash } = await trained();
  await says(/4,056 values from 0 to /);
  await choose('change');
  await says(/60 changes of weights from -/);
  await says(/4,056 changes of values from -/);
  await says(/Change since the start of the run/);
  await choose('gradients');
  await says(/60 gradients by weight from /);
  await says(/Gradients of the loss for [A-Z]/);
  await choose('weights');
  await says(/60 weights from -/);
  await saysNot(/gradients by/);
  await choose('activations');
  await says(/4,056 values from 0 to /);
  const now = await until(site.page, rests);
  assert.equal(now.weightsHash, weightsHash);
});

test('at the start of the run nothing has changed', async () => {
  await trained();
  await choose('change');
  await says(/60 changes of weights from -/);
  await command(site.page, 'showEpoch', { epoch: 0 });
  await says(/60 changes of weights from 0 to 0, mean 0/);
  await says(/4,056 changes of values from 0 to 0, mean 0/);
  await command(site.page, 'showEpoch', { epoch: -1 });
  await says(/60 changes of weights from -/);
  await choose('activations');
});

test('the scale of colours is of one map, one layer or all', async () => {
  const scope = site.page.getByRole('combobox', { name: 'Scale of colours' });
  await says(/values from 0 to [\d.]+, mean [\d.]+; colours from 0 to /);
  await scope.selectOption('one map');
  await says(/each picture has its own scale of colours/);
  await scope.selectOption('all');
  await saysNot(/each picture has its own scale/);
  await scope.selectOption('one layer');
  await says(/colours from 0 to /);
});

test('a view follows the training and no error is met', async () => {
  await command(site.page, 'setRecipe', { recipe: kRecipe.replace('epochs 2', 'epochs 1000') });
  await press(site.page, 'Reset');
  await choose('gradients');
  await press(site.page, 'Train');
  await until(site.page, (s) => s.imagesSeen > 0);
  const shown = async () => (await site.page.textContent('main')).match(/60 gradients by weight from (\S+) to (\S+),/)?.[0];
  await eventually(async () => assert.ok(await shown()));
  const first = await shown();
  await eventually(async () => assert.notEqual(await shown(), first));
  await press(site.page, 'Pause');
  await until(site.page, rests);
  assert.deepEqual(site.errors, []);
});
