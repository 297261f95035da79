// Why a class: the maps as the mirror says them, reached by the keyboard, against the page's own probabilities.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, eventually, openSite, press, until } from './browser.mjs';

const kRecipe = 'conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 1 epochs 2 ; folds none shuffle on ; ' +
  'train 1000 test 500 inputs centred ; seed 1';
const kHidden = kRecipe.replace('dense 10', 'dense 16 | relu | dense 10');

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const panel = () => site.page.getByRole('region', { name: 'Why', exact: true });

async function openTab(name) {
  const tab = site.page.getByRole('tab', { name, exact: true });
  await tab.focus();
  await site.page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await tab.getAttribute('aria-selected'), 'true'));
}

/** The line of the mirror that begins so, once it also matches. */
function lineOf(name, pattern = /./) {
  return eventually(async () => {
    const lines = await panel().locator('p').allTextContents();
    const line = lines.find((text) => text.startsWith(`${name}: `) && pattern.test(text));
    assert.ok(line, `${name} ${pattern} in ${JSON.stringify(lines)}`);
    return line;
  });
}

async function explain(name) {
  await panel().getByRole('combobox', { name: 'Class explained' }).selectOption(name);
}

async function trainAnew(recipe) {
  const { page } = site;
  await command(page, 'setRecipe', { recipe });
  await press(page, 'Reset');
  const fresh = await until(page, (s) => s.recipe === recipe && s.imagesSeen === 0 && !s.running && s.weights === 'scratch');
  await press(page, 'Train');
  return until(page, (s) => s.runId === fresh.runId && s.epoch === 2 && !s.running && s.weightsHash !== '');
}

test('the maps are of the predicted class and say what hides it, and those of another class say its probability', async () => {
  await trainAnew(kRecipe);
  await openTab('Why');
  const explained = await lineOf('Explained', /After epoch 2/);
  const [, name, share] = /Explained: (.+) (\d+\.\d) %\. test 0: /.exec(explained);
  const network = site.page.getByRole('region', { name: 'Network', exact: true });
  await eventually(async () => assert.ok((await network.textContent()).includes(`${name}: ${share}`)));
  const hidden = /Covering rows \d+ to \d+, columns \d+ to \d+ lowers .+ from (\d+\.\d) % to (\d+\.\d) %[.;]/.exec(await lineOf('Occlusion'));
  assert.equal(hidden[1], share);
  assert.ok(Number(hidden[2]) < Number(share));
  assert.match(await lineOf('Input gradient'), /Steepest up at row \d+, column \d+ /);
  assert.match(await lineOf('Class map'), /Most is added at rows? \d+/);

  const other = name === 'Bag' ? 'Coat' : 'Bag';
  await explain(other);
  const instead = await lineOf('Explained', new RegExp(`^Explained: ${other} `));
  assert.ok(instead.includes(`, said ${name}. `));
  await lineOf('Occlusion', new RegExp(`overing rows .+ (raises|lowers) ${other} from .+ %\\.`));
  await explain('predicted class');
  await lineOf('Explained', new RegExp(`^Explained: ${name} `));
});

test('another picture, another epoch, the drawing and the pretrained model have maps of their own', async () => {
  const { page } = site;
  await press(page, 'Next image');
  await lineOf('Explained', /test 1: .*After epoch 2$/);
  const now = await lineOf('Input gradient');
  const slider = page.getByRole('slider', { name: 'Epoch shown' });
  await slider.focus();
  await page.keyboard.press('Home');
  await lineOf('Explained', /test 1: .*At its start$/);
  assert.notEqual(await lineOf('Input gradient'), now);
  await slider.focus();
  await page.keyboard.press('End');
  await lineOf('Explained', /test 1: .*After epoch 2$/);
  assert.equal(await lineOf('Input gradient'), now);

  const bulk = new Array(28 * 28).fill(0).map((_, i) => (i % 28 > 8 && i % 28 < 19 && i > 112 && i < 670 ? 220 : 0));
  await page.evaluate((pixels) => window.atelier.command('draw', { width: 28, height: 28, bulk: Uint8Array.from(pixels) }), bulk);
  await press(page, 'drawing');
  await lineOf('Explained', /your drawing\. After epoch 2$/);
  await press(page, 'pretrained');
  await lineOf('Explained', /your drawing\. Pretrained model$/);
  await press(page, 'picture');
  await lineOf('Explained', /test 1: .*Pretrained model$/);
});

test('a run whose maps are watched ends at the same bits as one whose maps are not', async () => {
  await openTab('Why');
  const watched = await trainAnew(kRecipe);
  await openTab('Curves');
  const unwatched = await trainAnew(kRecipe);
  assert.notEqual(unwatched.runId, watched.runId);
  assert.equal(unwatched.weightsHash, watched.weightsHash);
});

test('where other layers stand before the last one, the class map is missing, with the reason in its place', async () => {
  await trainAnew(kHidden);
  await openTab('Why');
  assert.match(await lineOf('Class map', /needs a last dense layer/), /there are other layers between\.$/);
  await lineOf('Occlusion', /Covering/);
});
