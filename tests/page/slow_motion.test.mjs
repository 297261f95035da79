// A training step taken apart, by the keyboard alone: through every phase, then taken; and by a finger on a phone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, eventually, openSite, press, stateOf, until } from './browser.mjs';

const kRecipe = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 3 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';
const kTitles = ['Pick', 'Forward: conv 12x3', 'Forward: max-pool 2', 'Forward: dense 10', 'Forward: softmax', 'Loss',
  'Backward: softmax', 'Backward: dense 10', 'Backward: max-pool 2', 'Backward: conv 12x3', 'Update'];

let site;
before(async () => {
  site = await openSite();
  await command(site.page, 'setRecipe', { recipe: kRecipe });
  await press(site.page, 'Reset');
  await until(site.page, (s) => s.recipe === kRecipe && s.imagesSeen === 0 && s.weights === 'scratch' && s.picture !== null);
});
after(() => site?.close());

/** What is read out, once it is of this phase. */
function phase(number) {
  return eventually(async () => {
    const text = await site.page.getByText(/^Slow motion: /).textContent({ timeout: 500 });
    const start = `Slow motion: Phase ${number} of ${kTitles.length}. ${kTitles[number - 1]}. `;
    assert.ok(text?.startsWith(start), `${text} does not begin with ${start}`);
    return /** @type {string} */ (text);
  });
}

const slider = () => site.page.getByRole('slider', { name: 'Phase', exact: true });

test('arrow keys go through all phases, forward and back, each with a formula', async () => {
  const chosen = (await stateOf(site.page)).picture;
  await press(site.page, 'Slow motion');
  await phase(1);
  assert.equal((await stateOf(site.page)).picture.split, 'train');
  assert.notDeepEqual((await stateOf(site.page)).picture, chosen);
  await slider().focus();
  for (let number = 2; number <= kTitles.length; ++number) {
    await site.page.keyboard.press('ArrowRight');
    assert.match(await phase(number), / (=|gets) -?[\d.]/, kTitles[number - 1]);
  }
  await site.page.keyboard.press('ArrowLeft');
  await phase(kTitles.length - 1);
  await site.page.keyboard.press('Home');
  await phase(1);
});

test('loss, gradient and update belong together', async () => {
  await slider().focus();
  const at = async (number) => {
    await site.page.keyboard.press('Home');
    for (let i = 1; i < number; ++i) await site.page.keyboard.press('ArrowRight');
    return phase(number);
  };
  const loss = await at(6);
  const [, share, nats] = /-log ([\d.e-]+) = (\d+\.\d+)/.exec(loss) ?? assert.fail(loss);
  assert.ok(Math.abs(-Math.log(Number(share)) - Number(nats)) < 0.02, loss);
  const softmax = await at(7);
  const [, p, gradient] = /: ([\d.]+) - 1\.00 = (-\d\.\d+)\./.exec(softmax) ?? assert.fail(softmax);
  assert.equal(p, share);
  assert.ok(Math.abs(Number(p) - 1 - Number(gradient)) < 0.002, softmax);
  const update = await at(11);
  const [, before, rate, slope, then] =
    /: (-?[\d.e-]+) - ([\d.]+) \u00d7 \(?(-?[\d.e-]+)\)? = (-?[\d.e-]+)\./.exec(update) ?? assert.fail(update);
  assert.ok(Math.abs(Number(before) - Number(rate) * Number(slope) - Number(then)) < 1e-4, update);
});

test('after the last phase one more step is trained, to the bits of a plain one', async () => {
  await slider().focus();
  await site.page.keyboard.press('End');
  await phase(kTitles.length);
  await press(site.page, 'Take the step');
  await phase(1);
  const slow = await until(site.page, (s) => s.imagesSeen === 1 && !s.running && s.weightsHash !== '');
  await site.page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await slider().count(), 0));
  assert.equal((await stateOf(site.page)).picture.split, 'test', 'the chosen picture is back');
  await press(site.page, 'Reset');
  await until(site.page, (s) => s.imagesSeen === 0);
  await press(site.page, 'Step batch');
  const plain = await until(site.page, (s) => s.imagesSeen === 1 && !s.running && s.weightsHash !== '');
  assert.equal(plain.weightsHash, slow.weightsHash);
});

test('a run that is over says so in place', async () => {
  await press(site.page, 'Train');
  await until(site.page, (s) => s.phase === 'finished', 120_000);
  await press(site.page, 'Slow motion');
  await eventually(async () => {
    const text = await site.page.getByText(/^Slow motion: /).textContent({ timeout: 500 });
    assert.match(text ?? '', /All epochs are over/);
  });
  await press(site.page, 'Leave');
  await eventually(async () => assert.equal(await slider().count(), 0));
  assert.deepEqual(site.errors, []);
});

test('a finger taps and slides through the phases, also where the card lies over what was scrolled under it', async () => {
  const phone = await openSite({ context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } });
  const tap = async (role, name, share = 0.5) => {
    const box = await phone.page.getByRole(role, { name, exact: true }).boundingBox();
    assert.ok(box, name);
    await phone.page.touchscreen.tap(box.x + box.width * share, box.y + box.height / 2);
  };
  const isAt = (start) => eventually(async () => {
    const text = await phone.page.getByText(/^Slow motion: /).textContent({ timeout: 500 });
    assert.ok(text?.startsWith(`Slow motion: ${start}`), text ?? '');
  });
  try {
    await until(phone.page, (s) => s.weights === 'pretrained');
    await eventually(async () => assert.equal(await phone.page.getByRole('button', { name: 'Slow motion', exact: true }).count(), 1));
    await tap('button', 'Slow motion');
    await isAt('Phase 1 of ');
    await phone.page.evaluate(() => scrollTo(0, 400));
    await phone.page.waitForTimeout(300);
    await tap('button', 'Next phase');
    await isAt('Phase 2 of 11. Forward: conv');
    await tap('slider', 'Phase', 0.99);
    await isAt('Phase 11 of 11. Update.');
    await tap('button', 'Take the step');
    await until(phone.page, (s) => s.imagesSeen === 1 && !s.running);
    await isAt('Phase 1 of ');
    await tap('button', 'Leave');
    await eventually(async () => assert.equal(await phone.page.getByText(/^Slow motion: /).count(), 0));
  } finally {
    await phone.close();
  }
});
