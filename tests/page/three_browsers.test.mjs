// What a learner does and what may happen to them, in each of the three browsers, in two sessions each. The numbers are printed: README.md has
// a table of them. The same weights in all three are same_bits.test.mjs's.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { command, eventually, site, stateOf, until, whenReady } from './browser.mjs';
import { kBrowsers } from './browsers.mjs';
import { isNext, nextWaits, publishNextVersion, whenKept } from './next_version.mjs';
import { startServer } from './server.mjs';

const kRecipe = 'conv 8x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 8 epochs 500 ; folds none shuffle on ; ' +
  'train 2000 test 200 inputs centred ; seed 1';
const kEpoch = 2000; // images
const kKills = { Chromium: 20, Firefox: 5, WebKit: 5 };
const kLosses = 5;

const rests = (state) => !state.running && state.weightsHash !== '';
const say = (name, text) => console.log(`# ${name}: ${text}`);

/** In the page: where the control whose name begins so is. */
function placeOf(label) {
  const all = [...document.querySelectorAll('#mirror button, #mirror input, #mirror [role="application"]')];
  const labelOf = ({ id }) => document.querySelector(`label[for="${id}"]`); // not .labels: README.md
  const element = all.find((each) => (each.getAttribute('aria-label') ?? labelOf(each)?.textContent ?? each.textContent).startsWith(label));
  if (!element) throw new Error(`there is no ${label}`);
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}

/** Clicks on it with the mouse, at these shares of its width and height. */
async function click(page, label, [x, y] = [0.5, 0.5]) {
  const box = await eventually(() => page.evaluate(placeOf, label));
  await page.drag([[box.x + x * box.width, box.y + y * box.height]]);
}

/** In the page: whether the bar says this of the work: "Saved". */
function says(word) {
  return [...document.querySelectorAll('#mirror button')].some(({ textContent }) => textContent === word);
}

/** In the page: from here on every write to storage fails, as where it is full. */
function failWrites() {
  IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
}

async function begin(page, recipe) {
  await command(page, 'setRecipe', { recipe });
  await command(page, 'reset');
  return until(page, (s) => s.recipe === recipe && s.imagesSeen === 0 && rests(s) && s.weights === 'scratch');
}

/** In the page: remembers the engine's worker, once something is sent to it. */
function watchWorker() {
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...given) {
    window.engine = this;
    return send.apply(this, given);
  };
}

/** In the page: ends the worker, and tells the page at once, which it would notice within 5 s. Resolves to how far training was. */
function kill() {
  const { epoch, imagesSeen, epochsKept } = window.atelier.state();
  const { engine } = window;
  window.engine = null;
  engine.terminate();
  engine.onerror(new ErrorEvent('error', { message: 'a test' }));
  return { epoch, imagesSeen, epochsKept };
}

/** In the page: loses the context and has it back; milliseconds until something is drawn. */
async function loseContext() {
  const gl = document.getElementById('canvas').getContext('webgl2');
  const extension = (window.loss ??= gl.getExtension('WEBGL_lose_context'));
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  extension.loseContext();
  while (!gl.isContextLost()) await wait(5);
  await wait(50);
  const begun = performance.now();
  const draw = gl.drawElements;
  let drawn = 0;
  gl.drawElements = function (...given) {
    if (!gl.isContextLost()) drawn ||= performance.now();
    return draw.apply(gl, given);
  };
  extension.restoreContext();
  while (drawn === 0 && performance.now() < begun + 5000) await wait(5);
  gl.drawElements = draw;
  return (drawn || Infinity) - begun;
}

for (const [name, open] of Object.entries(kBrowsers)) {
  describe(name, () => {
    let server;
    let page;
    const end = async () => {
      await page?.close();
      await server?.close();
    };
    const beginSession = async () => {
      await end();
      server = await startServer(site);
      page = await open(server.url);
      await whenReady(page);
    };
    before(beginSession);
    after(end);

    test(`${name}: train, pause, step, scrub, draw, by the mouse`, async () => {
      await until(page, (s) => s.dataset.train === 10_000);
      await begin(page, kRecipe);
      await click(page, 'Train');
      await until(page, (s) => s.running && s.epoch >= 3);
      await click(page, 'Pause');
      const paused = await until(page, rests);
      await click(page, 'Step batch');
      const stepped = await until(page, (s) => s.imagesSeen === paused.imagesSeen + 8 && rests(s));
      assert.notEqual(stepped.weightsHash, paused.weightsHash);
      await click(page, 'Epoch shown', [0.01, 0.5]);
      await until(page, (s) => s.shownEpoch === 0);
      await click(page, 'now');
      assert.equal((await until(page, (s) => s.shownEpoch === -1)).weightsHash, stepped.weightsHash);
      const pad = await page.evaluate(placeOf, 'Drawing pad');
      await page.drag([[0.3, 0.2], [0.7, 0.2], [0.7, 0.8], [0.3, 0.8], [0.3, 0.2]].map(([x, y]) => [pad.x + x * pad.width, pad.y + y * pad.height]));
      const { prediction } = await until(page, (s) => s.prediction !== null);
      assert.ok(Math.abs(prediction.reduce((a, b) => a + b) - 1) < 1e-3);
    });

    test(`${name}: opened again it goes on to the bit`, async () => {
      const before = await until(page, rests);
      await new Promise((resolve) => setTimeout(resolve, 3000)); // the last save
      assert.ok(await page.evaluate(says, 'Saved'));
      await page.goto(server.url); // not by way of another page: WebKit's driver has private sessions, which drop what nobody has open
      const after = await until(page, (s) => rests(s) && s.imagesSeen === before.imagesSeen && s.epochsKept?.length === before.epochsKept.length);
      assert.equal(after.weightsHash, before.weightsHash);
      assert.deepEqual(after.epochsKept, before.epochsKept);
      await command(page, 'stepEpoch');
      const end = await until(page, (s) => rests(s) && s.imagesSeen === s.epoch * kEpoch);
      await begin(page, kRecipe.replace('epochs 500', `epochs ${end.epoch}`));
      await command(page, 'train');
      const undisturbed = await until(page, (s) => s.phase === 'finished' && s.weightsHash !== '');
      assert.equal(undisturbed.weightsHash, end.weightsHash);
    });

    test(`${name}: storage that fails at every write is told, and costs nothing that was saved`, async () => {
      await begin(page, kRecipe);
      await command(page, 'stepEpoch');
      const { imagesSeen, weightsHash } = await until(page, (s) => rests(s) && s.imagesSeen === kEpoch);
      await new Promise((resolve) => setTimeout(resolve, 3000)); // the last save
      assert.ok(await page.evaluate(says, 'Saved'));
      await page.evaluate(failWrites);
      await command(page, 'stepBatch');
      await until(page, (s) => rests(s) && s.imagesSeen !== imagesSeen);
      await eventually(async () => assert.ok(await page.evaluate(says, 'Not saved')));
      await page.goto(server.url);
      const after = await until(page, (s) => rests(s) && s.imagesSeen === imagesSeen);
      assert.equal(after.weightsHash, weightsHash);
    });

    test(`${name}: a worker killed ${kKills[name]} times costs nothing but the running epoch`, async () => {
      await begin(page, kRecipe);
      await page.evaluate(watchWorker);
      await command(page, 'train');
      let worst = 0;
      let epoch = 0;
      const begun = Date.now();
      for (let i = 0; i < kKills[name]; ++i) {
        await until(page, (s) => s.running && s.epoch > epoch && s.dataset.train >= kEpoch);
        await eventually(async () => assert.ok(await page.evaluate('Boolean(window.engine)')));
        await new Promise((resolve) => setTimeout(resolve, 150 * Math.random()));
        const before = await page.evaluate(kill);
        const next = await until(page, (s) => s.running && s.imagesSeen > 0 && s.dataset.train >= kEpoch && s.imagesSeen !== before.imagesSeen);
        worst = Math.max(worst, before.imagesSeen - next.imagesSeen);
        assert.ok(next.epoch >= before.epoch, `epoch ${before.epoch} before, ${next.epoch} after kill ${i + 1}`);
        const isMissing = (kept) => before.epochsKept.some((each) => !kept.includes(each));
        await until(page, (s) => s.epochsKept !== null && !isMissing(s.epochsKept) && s.epochsKept.length > before.epochsKept.length);
        ({ epoch } = next);
      }
      await command(page, 'pause');
      await until(page, rests);
      await command(page, 'stepEpoch');
      const end = await until(page, (s) => rests(s) && s.imagesSeen === s.epoch * kEpoch);
      say(name, `${kKills[name]} workers killed in ${Date.now() - begun} ms; at most ${worst} images were trained on again; ended at epoch ${end.epoch}`);
      await begin(page, kRecipe.replace('epochs 500', `epochs ${end.epoch}`));
      await command(page, 'train');
      const undisturbed = await until(page, (s) => s.phase === 'finished' && s.weightsHash !== '');
      assert.equal(undisturbed.imagesSeen, end.imagesSeen);
      assert.equal(undisturbed.weightsHash, end.weightsHash);
    });

    test(`${name}: a context lost ${kLosses} times is back within 1 s`, async () => {
      const times = [];
      for (let i = 0; i < kLosses; ++i) times.push(await page.evaluate(loseContext));
      say(name, `contexts back after ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
      assert.ok(times.every((time) => time < 1000));
    });

    test(`${name}: the link of a lab opens the same lab`, async () => {
      await command(page, 'pickImage', { split: 'train', how: 'index', index: 17, label: -1 });
      const { link, recipe } = await until(page, (s) => s.picture?.index === 17);
      await page.goto(`${server.url}licenses.txt`);
      await page.goto(`${server.url}#${link}`);
      const state = await until(page, (s) => s.recipe === recipe && s.picture?.index === 17);
      assert.equal(state.picture.split, 'train');
      assert.equal(state.link, link);
    });

    test(`${name}: the course page has its three labs`, async () => {
      await page.goto(`${server.url}examples/course.html`);
      const labs = await eventually(() => page.evaluate(async () => {
        const answers = [...document.querySelectorAll('atelier-lab')].map(async (lab) => (await lab.getState()).recipe);
        return Promise.all(answers);
      }), 10_000);
      assert.equal(labs.length, 3);
      assert.ok(labs.every((recipe) => recipe.startsWith('conv')), labs.join('; '));
      const accuracy = await page.evaluate(() => new Promise((resolve) => {
        const lab = document.getElementById('train');
        lab.addEventListener('atelier-epoch', ({ detail }) => resolve(detail.testAccuracy), { once: true });
        void lab.step('epoch');
      }));
      assert.ok(accuracy > 0.6, `${accuracy}`);
    });

    test(`${name}: a lab in a sandboxed frame trains an epoch`, async () => {
      await page.goto(`${server.url}licenses.txt`); // a page of the site with nothing else on it
      await page.evaluate(() => new Promise((resolve) => {
        const script = document.createElement('script');
        Object.assign(script, { type: 'module', src: 'embed.js', onload: resolve });
        document.head.append(script);
      }));
      const { origin, accuracy } = await page.evaluate(() => new Promise((resolve) => {
        const lab = document.createElement('atelier-lab');
        lab.setAttribute('sandbox', '');
        lab.addEventListener('atelier-epoch', ({ detail }) => resolve({ origin: heard, accuracy: detail.testAccuracy }));
        let heard = '';
        addEventListener('message', (event) => (heard = event.origin));
        document.body.prepend(lab);
        scrollTo(0, 0);
        void lab.step('epoch');
      }));
      assert.equal(origin, 'null');
      assert.ok(accuracy > 0.6, `${accuracy}`);
    });

    test(`${name}: a newer version waits while it trains, and comes when it is asked for`, async () => {
      await beginSession(); // after all of the above WebKit's storage may no longer answer: README.md
      await whenKept(page);
      await page.goto(`${server.url}licenses.txt`);
      await page.goto(server.url); // under the service worker from here on
      await until(page, (s) => s.dataset.train >= kEpoch);
      await begin(page, kRecipe);
      await command(page, 'train');
      await until(page, (s) => s.running && s.epoch >= 1);
      await publishNextVersion(server);
      await nextWaits(page);
      const { imagesSeen } = await stateOf(page);
      await until(page, (s) => s.running && s.imagesSeen > imagesSeen);
      assert.equal(await isNext(page), false);
      await command(page, 'pause');
      const { weightsHash } = await until(page, rests);
      await eventually(async () => assert.ok(await page.evaluate(says, 'Saved')));
      await click(page, 'Use the new version'); // which saves what was made just now
      await eventually(async () => assert.ok(await isNext(page)), 15_000);
      assert.equal((await until(page, (s) => rests(s) && s.imagesSeen > 0)).weightsHash, weightsHash);
    });

    test(`${name}: it starts again without the server`, async () => {
      await page.goto(server.url);
      await whenKept(page);
      await server.close();
      await page.goto(server.url);
      const state = await until(page, (s) => s.dataset.train >= kEpoch && s.weights !== '');
      assert.equal(state.dataset.name, 'Fashion-MNIST');
    });
  });
}
