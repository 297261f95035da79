// In a frame without an origin of its own: no storage, no modules, no workers by address, and here no request but for the file itself.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, openSite, press, until } from './browser.mjs';

const kAllowed = /(atelier-single\.html|index\.html|frame_without_origin\.js|embed\.js|licenses\.txt)(#.*)?$/;

let site;
let page;
/** Whatever was asked for since the last open(). */
let asked = [];
before(async () => {
  site = await openSite({ ready: false, init: noteViolations });
  ({ page } = site);
  await page.route('**', (route) => {
    asked.push(route.request().url());
    return kAllowed.test(asked.at(-1)) ? route.continue() : route.abort();
  });
});
after(() => site?.close());

/** In the page. */
function noteViolations() {
  window.violations = [];
  addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
}

/** Shows the site's file in a frame, and resolves to that once it can be used. */
async function open(file) {
  await page.goto(`${site.server.url}licenses.txt`); // of no matter, and of the same network
  asked = [];
  await page.setContent(`<iframe sandbox="allow-scripts" src="${site.server.url}${file}" width="1240" height="760"></iframe>`);
  return usable();
}

async function usable() {
  const frame = await eventually(() => {
    const inner = page.frames().find((each) => each.url().includes('atelier-single.html'));
    assert.ok(inner, page.frames().map((each) => each.url()).join(' '));
    return inner;
  }, 10_000);
  await until(frame, (s) => s.dataset.train === 10_000 && s.dataset.test === 2_000, 20_000);
  return frame;
}

async function draw(frame) {
  const pad = frame.getByRole('application').first();
  await pad.focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  return until(frame, (s) => s.prediction !== null);
}

/** As press(), in a frame. */
async function pressIn(frame, name) {
  await press({ getByRole: (...a) => frame.getByRole(...a), keyboard: page.keyboard }, name);
}

test('one file trains, knows a drawing and says that nothing is kept, without any other request', async () => {
  const frame = await open('atelier-single.html');
  assert.equal(await frame.evaluate(() => self.origin), 'null');
  assert.equal(await frame.evaluate(() => { try { return localStorage.length; } catch { return 'closed'; } }), 'closed');
  const { notices, prediction } = await draw(frame);
  assert.match(notices.join(' '), /10,000 training and 2,000 test images.*a frame that keeps nothing/);
  assert.ok(Math.abs(prediction.reduce((a, b) => a + b) - 1) < 1e-3);
  await pressIn(frame, 'Train');
  const { testAccuracy } = await until(frame, (s) => s.epoch >= 1);
  assert.ok(testAccuracy > 0.6, `${testAccuracy}`);
  assert.deepEqual(asked.filter((url) => !url.startsWith('blob:')), [`${site.server.url}atelier-single.html`]);
  assert.deepEqual(await frame.evaluate(() => window.violations), []);
});

test('a drawing that may perhaps not be saved from a frame is offered as text, and says why', async () => {
  const frame = await usable();
  await pressIn(frame, 'Save drawing');
  const dialog = frame.getByRole('dialog', { name: 'Save the drawing' });
  await dialog.getByText(/If it does not arrive, the frame .* allows no downloads/).waitFor();
  assert.match(await dialog.getByRole('textbox').inputValue(), /^data:image\/png;base64,iVBOR/);
  await dialog.getByRole('button', { name: 'Open in a tab' }).click();
  await dialog.getByText(/allows no new tabs either/).waitFor();
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await dialog.getByText('Copied.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await dialog.count(), 0);
  assert.equal(await frame.evaluate(() => document.activeElement.textContent), 'Save drawing');
});

test('the folder\'s own page goes over to the one file in such a frame, with its link', async () => {
  const frame = await open('index.html#hide=recipe');
  assert.match(frame.url(), /atelier-single\.html#hide=recipe$/);
  await eventually(async () => assert.equal(await frame.getByRole('region', { name: 'Recipe', exact: true }).count(), 0));
});

test('<atelier-lab sandbox> answers to its methods', async () => {
  await page.goto(`${site.server.url}licenses.txt`);
  await page.addScriptTag({ url: 'embed.js', type: 'module' });
  const state = await page.evaluate(async () => {
    await customElements.whenDefined('atelier-lab');
    const lab = document.createElement('atelier-lab');
    lab.setAttribute('sandbox', '');
    document.body.append(lab);
    await lab.setRecipe('lab-20');
    return lab.getState();
  });
  assert.equal(state.imagesSeen, 0);
  const frame = await usable();
  assert.equal(await frame.evaluate(() => self.origin), 'null');
  await until(frame, (s) => s.recipe.startsWith('conv 20x3'));
});
