// The course page of the examples, with its three labs, and the messages that a page around a frame may send.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { eventually, openSite, site as folder } from './browser.mjs';

let site;
let page;
before(async () => {
  site = await openSite();
  ({ page } = site);
  await page.goto(`${site.server.url}examples/course.html`);
});
after(() => site?.close());

const said = () => page.locator('#said').textContent();

test('embed.js is less than 4 KB on its way', async () => {
  assert.ok(gzipSync(await readFile(`${folder}/embed.js`)).length < 4096);
});

/** The frame of a lab. */
async function labFrame(id) {
  const handle = await page.evaluateHandle((name) => document.getElementById(name).shadowRoot.querySelector('iframe'), id);
  return (await handle.asElement().contentFrame());
}

const isAwake = async (id) => (await labFrame(id)).evaluate(() => !document.body.classList.contains('loading'));
const stateOf = (id) => page.evaluate((name) => document.getElementById(name).getState(), id);
const see = (id) => page.locator(`#${id}`).evaluate((lab) => lab.scrollIntoView({ block: 'start' }));

test('a lab sleeps until it is seen: no engine, no data, no context', async () => {
  await eventually(async () => assert.equal(await isAwake('draw'), true), 20_000);
  assert.equal(await isAwake('free'), false);
  const loaded = await (await labFrame('free')).evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.deepEqual(loaded.filter((name) => /engine\.|worker|data\//.test(name)), []);
});

test('the buttons of the course page drive its lab, which tells what it does', async () => {
  await see('train');
  await page.getByRole('button', { name: 'Train one batch' }).click();
  await eventually(async () => assert.equal(await said(), '1 images so far.'), 20_000);
  await page.getByRole('button', { name: 'Train one epoch' }).click();
  await eventually(async () => assert.match(await said(), /^After epoch 1, [78]\d\.\d % of the test images are right\.$/), 30_000);
  await page.getByRole('button', { name: 'Draw a boot' }).click();
  await eventually(async () => assert.match(await said(), /^The drawing looks like: [A-Z]/), 10_000);
});

test('labs of one page share nothing', async () => {
  const [drawn, trained] = [await stateOf('draw'), await stateOf('train')];
  assert.equal(drawn.imagesSeen, 0);
  assert.equal(trained.imagesSeen, 10_000);
  assert.equal(drawn.prediction, null);
});

test('what is hidden is not there, in the page and in its link', async () => {
  const frame = await labFrame('train');
  assert.equal(await frame.getByRole('region', { name: 'Recipe', exact: true }).count(), 0);
  assert.match((await stateOf('train')).link, /hide=recipe(&|$)/);
});

test('a lab is as high as its content, and the wheel over it scrolls the course page', async () => {
  await see('train');
  const box = await page.evaluate(() => {
    const { x, y, width, height } = document.getElementById('train').shadowRoot.querySelector('iframe').getBoundingClientRect();
    return { x, y, width, height };
  });
  const frame = await labFrame('train');
  await eventually(async () => assert.ok(await frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight)));
  const before = await page.evaluate(() => scrollY);
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.mouse.wheel(0, 200);
  await eventually(async () => assert.ok((await page.evaluate(() => scrollY)) > before));
});

test('a method wakes a lab that sleeps', async () => {
  await page.evaluate(() => scrollTo(0, 0));
  if (await isAwake('free')) return; // the wheel has shown it
  const state = await stateOf('free');
  assert.equal(state.imagesSeen, 0);
});

/** Sends this to a lab's frame as the page around it, and resolves to the answer. */
function ask(id, message) {
  return page.evaluate(([name, data]) => new Promise((resolve) => {
    const frame = document.getElementById(name).shadowRoot.querySelector('iframe');
    const hear = ({ source, data: answer }) => {
      if (source !== frame.contentWindow || answer.id !== data.id) return;
      removeEventListener('message', hear);
      resolve(answer);
    };
    addEventListener('message', hear);
    frame.contentWindow.postMessage(data, '*');
  }), [id, message]);
}

test('a message that is not understood is answered with a sentence, and changes nothing', async () => {
  const before = await stateOf('train');
  for (const [message, text] of [
    [{ type: 'jump' }, /There is no message "jump"/],
    [{ type: 'constructor' }, /There is no message/],
    [{ type: 'step', of: 'year' }, /"of" is "batch" or "epoch"/],
    [{ type: 'setRecipe', recipe: 7 }, /"recipe" must be a text/],
    [{ type: 'draw', strokes: [[[0.1, 2]]] }, /numbers from 0 to 1/],
    [{ type: 'draw', strokes: 'boot' }, /must be a list of strokes/],
    [{ type: 'draw', strokes: [[]] }, /at least one/],
  ]) {
    const answer = await ask('train', { atelier: 1, id: `test ${JSON.stringify(message)}`, ...message });
    assert.equal(answer.type, 'error');
    assert.match(answer.text, text);
  }
  const version = await ask('train', { atelier: 2, id: 'version', type: 'play' });
  assert.match(version.text, /version 1/);
  assert.deepEqual(await stateOf('train'), before);
});

test('another recipe, another link, and what is wrong with them', async () => {
  await page.evaluate(() => document.getElementById('train').setRecipe('lab-16'));
  await eventually(async () => assert.match((await stateOf('train')).recipe, /^conv 16x3/));
  assert.equal((await ask('train', { atelier: 1, id: 'link', type: 'load', link: 'hide=draw' })).type, 'done');
  const frame = await labFrame('train');
  await eventually(async () => assert.equal(await frame.getByRole('region', { name: 'Draw', exact: true }).count(), 0));
  const heard = page.evaluate(() => new Promise((resolve) => {
    document.getElementById('train').addEventListener('atelier-error', ({ detail }) => resolve(detail.text), { once: true });
  }));
  await page.evaluate(() => document.getElementById('train').setRecipe('conv 99x99'));
  assert.match(await heard, /^Layer 1/);
});

test('only the page around it is listened to', async () => {
  const frame = await labFrame('train');
  const before = await stateOf('train');
  await frame.evaluate(() => window.postMessage({ atelier: 1, type: 'reset', id: 'own' }, '*')); // its own window is not its parent
  await page.waitForTimeout(300);
  assert.equal((await stateOf('train')).runId, before.runId);
});

test('out of sight a lab gives its context back, and has it again when it is seen', async () => {
  await see('draw');
  const frame = await labFrame('draw');
  const isLost = () => frame.evaluate(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await eventually(async () => assert.equal(await isLost(), false));
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await eventually(async () => assert.equal(await isLost(), true), 10_000);
  await see('draw');
  await eventually(async () => assert.equal(await isLost(), false));
  assert.deepEqual(site.errors, []);
});
