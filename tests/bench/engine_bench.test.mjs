// The engine's benchmark program, natively or under Node, as $ENGINE_BENCH names it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { kRecipes, recipeText } from './recipes.mjs';

const program = process.env.ENGINE_BENCH;
const isNative = !program.endsWith('.js');
const [file, before] = isNative ? [program, []] : [process.execPath, [program]];
const ask = (...words) => JSON.parse(execFileSync(file, [...before, ...words], { encoding: 'utf8' }));

const isPositive = (x) => Number.isFinite(x) && x > 0;

for (const name of ['lab12_b1', 'lab20_b32']) {
  test(`${name} trains, and each window has its own positive rate`, () => {
    const { imagesPerSecond } = ask('train', recipeText(kRecipes[name], 64), '0.05', '3');
    assert.equal(imagesPerSecond.length, 3);
    assert.ok(imagesPerSecond.every(isPositive), String(imagesPerSecond));
  });
}

test('the latency is positive, and its median lies between its least and its most', () => {
  const { median, min, max } = ask('latency', recipeText(kRecipes.lab12_b1, 64), '0.2');
  assert.ok(isPositive(min) && min <= median && median <= max, `${min} ${median} ${max}`);
});

test('the peak is more than a thousand million operations a second', () => {
  assert.ok(ask('peak', '0.2').gflops > 1);
});

test('a recipe that the engine does not take is refused with the place and the reason', () => {
  const { status, stderr } = spawnSync(file, [...before, 'train', 'conv 12x99 | dense 10', '0.1', '1'], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /^engine_bench: character \d+ of the recipe: ./);
});

// Under Node what a program prints is text.
test('a synthetic image is 784 pixels and a label', { skip: !isNative }, () => {
  const bytes = execFileSync(file, [...before, 'images', '3']);
  assert.equal(bytes.length, 3 * 785);
  assert.ok(bytes.subarray(3 * 784).every((label) => label < 10));
});
