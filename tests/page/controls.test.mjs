// Every control and result as real HTML: by role and exact name, by keyboard alone, and never in the browser's way.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn, eventually, openSite, press, stateOf, until } from './browser.mjs';

const kButtons = ['Train', 'Pause', 'Step batch', 'Step epoch', 'Reset', 'New seed', 'Clear drawing', 'Undo', 'Random image'];
const kClasses = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'];

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

test('each control is there by its role and exact name', async () => {
  for (const name of kButtons) assert.equal(await site.page.getByRole('button', { name, exact: true }).count(), 1, name);
  assert.equal(await site.page.getByRole('slider', { name: 'Speed', exact: true }).count(), 1);
  assert.equal(await site.page.getByRole('heading', { name: 'Atelier', level: 1 }).count(), 1);
  assert.equal(await site.page.getByRole('main').count(), 1);
  assert.equal(await site.page.getByRole('status').count(), 1);
});

test('every named control has a name, and no two share an id', async () => {
  const problems = await site.page.evaluate(() => {
    const found = [];
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`two elements #${id}`);
    for (const element of document.querySelectorAll('#mirror :is(button, input, textarea, select, [role=application])')) {
      const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? '';
      if (!(element.textContent && element.matches('button')) && !name) found.push(element.outerHTML);
    }
    return found;
  });
  assert.deepEqual(problems, []);
});

test('the ten probabilities of the chosen picture are there as text', async () => {
  await eventually(async () => {
    const texts = await site.page.getByRole('region', { name: 'Network' }).getByRole('paragraph').allTextContents();
    for (const name of kClasses) assert.ok(texts.some((text) => new RegExp(`^${name}: \\d+\\.\\d %$`).test(text)), name);
  });
});

test('Enter on Train trains, Enter on Pause pauses, the focus stays, and the status says where it stands', async () => {
  await press(site.page, 'Train');
  await until(site.page, (s) => s.running);
  assert.equal(await site.page.evaluate(() => document.activeElement.textContent), 'Train');
  await until(site.page, (s) => s.epoch >= 1);
  await press(site.page, 'Pause');
  await until(site.page, (s) => !s.running);
  await site.page.waitForTimeout(200);
  assert.equal(await site.page.evaluate(() => document.activeElement.textContent), 'Pause');
  const status = await site.page.getByRole('status').textContent();
  assert.match(status, /^Epoch \d+ of \d+: training loss \d\.\d+, test accuracy \d+\.\d %/);
  await press(site.page, 'Reset');
});

/** The ids of all controls in order, once they stay the same for 300 ms: a Reset takes some away until the new network is there. */
async function controlsAtRest() {
  const ids = () => site.page.evaluate(() =>
    [...document.querySelectorAll('#mirror :is(button, input, textarea, select, [tabindex])')]
      .filter((element) => element.tabIndex >= 0).map((element) => element.id));
  return eventually(async () => {
    const before = await ids();
    assert.ok(before.includes('control-inspect.layer'));
    await site.page.waitForTimeout(300);
    assert.deepEqual(await ids(), before);
    return before;
  });
}

test('Tab reaches every control and leaves the last one, and Shift+Tab goes back', async () => {
  await site.page.evaluate(() => {
    document.activeElement.blur();
    document.querySelector('.skip').focus();
  });
  const wanted = await controlsAtRest();
  const reached = [];
  for (let i = 0; i <= wanted.length; ++i) {
    await site.page.keyboard.press('Tab');
    reached.push(await site.page.evaluate(() => document.activeElement.id));
  }
  assert.ok(wanted.length > 10);
  assert.deepEqual(reached.slice(0, wanted.length), wanted);
  assert.ok(!wanted.includes(reached.at(-1)), 'Tab leaves the last control');
  await site.page.locator(`[id="${wanted[3]}"]`).focus();
  await site.page.keyboard.press('Shift+Tab');
  assert.equal(await site.page.evaluate(() => document.activeElement.id), wanted[2]);
});

test('a focused control shows a ring in the accent', async () => {
  await site.page.getByRole('button', { name: 'Step batch', exact: true }).focus();
  await site.page.keyboard.press('Shift+Tab');
  const outline = await site.page.evaluate(() => getComputedStyle(document.activeElement).outline);
  assert.match(outline, /2px/);
  assert.match(outline, /solid/);
});

test('every control lies over its picture: inside the document and at least 24 pixels high and wide', async () => {
  const small = await site.page.evaluate(() =>
    [...document.querySelectorAll('#mirror :is(button, input, textarea, select, [role=application])')]
      .map((element) => ({ id: element.id, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24 || box.left < 0 || box.right > innerWidth)
      .map(({ id, box }) => `${id} ${box.x} ${box.y} ${box.width} x ${box.height}`));
  assert.deepEqual(small, []);
});

test('a click on the picture of a button presses it', async () => {
  const before = await stateOf(site.page);
  const box = await site.page.getByRole('button', { name: 'Step batch', exact: true }).boundingBox();
  await site.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(site.page, (s) => s.weights === 'scratch' && s.imagesSeen === 1, 3000).catch(async () => {
    assert.fail(`${before.imagesSeen} to ${(await stateOf(site.page)).imagesSeen}`);
  });
  await press(site.page, 'Reset');
});

test('the HTML buttons themselves take a pointer, Train and Pause each in its turn', async () => {
  const click = (name) => site.page.getByRole('button', { name, exact: true }).click({ timeout: 5000 });
  await click('Train');
  await until(site.page, (s) => s.running);
  await click('Pause');
  await until(site.page, (s) => !s.running);
  await click('Random image');
  await click('Reset');
  await until(site.page, (s) => s.imagesSeen === 0);
});

test('what is typed into a field is not overwritten, is taken on Enter, and is given back on Escape', async () => {
  const { page } = site;
  const field = page.getByRole('textbox', { name: 'Learning rate' });
  const first = await field.inputValue();
  await field.fill('0.003');
  await page.evaluate(() => window.atelier.command('setField', { name: 'epochs', value: '14' }));
  await until(page, (s) => s.recipe.includes('epochs 14'));
  await drawn(page);
  assert.equal(await field.inputValue(), '0.003');
  await page.keyboard.press('Enter');
  await until(page, (s) => s.recipe.includes('sgd 0.003'));
  await drawn(page);
  await field.fill('nonsense');
  await page.keyboard.press('Escape');
  assert.equal(await field.inputValue(), '0.003');
  await field.fill(first);
  await field.blur(); // as good as Enter
  await until(page, (s) => s.recipe.includes(`sgd ${first}`));
});

test('the Speed slider moves by arrow keys and says its value in words', async () => {
  const slider = site.page.getByRole('slider', { name: 'Speed', exact: true });
  const words = () => slider.getAttribute('aria-valuetext');
  await slider.focus();
  await site.page.keyboard.press('Home');
  await eventually(async () => assert.equal(await words(), '1 image a second'));
  await site.page.keyboard.press('ArrowRight');
  await eventually(async () => assert.notEqual(await words(), '1 image a second'));
  await site.page.keyboard.press('End');
  await eventually(async () => assert.equal(await words(), 'as fast as it goes'));
});

test('the wheel over the canvas scrolls a document that is taller than the window', async () => {
  await site.page.setViewportSize({ width: 390, height: 500 });
  await site.page.waitForTimeout(300);
  const room = await site.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  assert.ok(room > 50, `the document is ${room} pixels taller than the window`);
  await site.page.mouse.move(195, 300);
  await site.page.mouse.wheel(0, 40);
  await site.page.waitForTimeout(300);
  assert.ok((await site.page.evaluate(() => scrollY)) > 0);
  await site.page.setViewportSize({ width: 1280, height: 800 });
});
