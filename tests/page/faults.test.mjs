// What goes wrong ends in a plain sentence, on the page and in the status region, and loses nothing drawn or trained.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { answered, command, eventually, launchBrowser, openSite, press, site as folder, stateOf, until } from './browser.mjs';
import { keepWorkers } from './work.mjs';

const manifest = JSON.parse(readFileSync(join(folder, 'data/manifest.json'), 'utf8'));
const secondShard = `data/${manifest.train[1].file}`;

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** A test on a site of its own, with a browser of its own when that needs `arguments`. */
function fault(name, options, body) {
  test(name, async () => {
    const site = await openSite({ ready: false, ...(options.arguments ? {} : { browser }), ...options });
    try {
      await body(site);
    } finally {
      await site.close();
    }
  });
}

/** Waits for the status region to say it, and for another place that the eye sees to say the same. */
async function says(page, pattern, timeout = 10_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const status = (await page.getByRole('status').textContent()) ?? '';
    const elsewhere = await page.locator('#notice:visible, #mirror p').allTextContents();
    if (pattern.test(status) && elsewhere.some((text) => pattern.test(text))) return;
    if (Date.now() > end) assert.fail(`status: ${status}\npage: ${elsewhere.join('\n')}`);
    await page.waitForTimeout(50);
  }
}

async function draw(page) {
  const box = await page.getByRole('application').first().boundingBox();
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 150, { steps: 5 });
  await page.mouse.up();
  return (await answered(page)).prediction;
}

fault('a missing shard is named, and training on what is here goes on', { rules: { [secondShard]: 'missing' } }, async ({ page }) => {
  await says(page, /could not be fetched: 404/);
  const { dataset } = await stateOf(page);
  assert.equal(dataset.train, manifest.train[0].images);
  await press(page, 'Step batch');
  await until(page, (s) => s.imagesSeen === 1);
});

fault('a missing shard that is back comes when asked for again', { rules: { [secondShard]: 'missing' } }, async ({ page, server }) => {
  await says(page, /could not be fetched/);
  delete server.rules[secondShard];
  await command(page, 'retryData');
  await until(page, (s) => s.dataset.train === 10_000);
});

fault('a shard with other bytes is refused', { rules: { [secondShard]: () => gzipSync(Buffer.alloc(5000, 7)) } }, async ({ page }) => {
  await says(page, /is not the one that belongs to this site/);
  assert.equal((await stateOf(page)).dataset.train, manifest.train[0].images);
});

fault('a shard that is cut short is refused', { rules: { [secondShard]: (bytes) => bytes.subarray(0, 1000) } }, async ({ page }) => {
  await says(page, /is damaged/);
});

fault('a manifest of another version is named, and garments drawn by code stand in',
  { rules: { 'data/manifest.json': (bytes) => Buffer.from(JSON.stringify({ ...JSON.parse(bytes), version: 99 })) } },
  async ({ page }) => {
    await says(page, /version/);
    await says(page, /not Fashion-MNIST/);
    assert.equal((await until(page, (s) => s.dataset.train > 0)).dataset.name, 'synthetic');
  });

fault('without any data garments drawn by code stand in, and training works', { rules: { 'data/manifest.json': 'missing' } }, async ({ page }) => {
  await says(page, /not Fashion-MNIST/);
  await until(page, (s) => s.dataset.train > 0);
  await press(page, 'Step batch');
  await until(page, (s) => s.imagesSeen === 1);
});

fault('a server that cannot be reached is named', { rules: { [secondShard]: 'cut' } }, async ({ page }) => {
  await says(page, /the server cannot be reached/);
});

fault('without a pretrained model the page trains from scratch', { rules: { 'pretrained.safetensors': 'missing' } }, async ({ page }) => {
  await until(page, (s) => s.dataset.train > 0);
  await press(page, 'Step batch');
  await until(page, (s) => s.imagesSeen === 1);
});

fault('without WebGL2 the page is plain HTML that trains and draws', { arguments: ['--disable-3d-apis'] }, async ({ page }) => {
  await until(page, (s) => s.dataset.train > 0);
  await says(page, /WebGL2/);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  assert.ok(await train.isVisible());
  await train.click();
  await until(page, (s) => s.running && s.imagesSeen > 100);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await until(page, (s) => !s.running);
  await page.getByRole('application').first().scrollIntoViewIfNeeded();
  await draw(page);
});

fault('without SIMD the page says what is missing and what to do', { init: () => { WebAssembly.validate = () => false; } }, async ({ page }) => {
  await page.getByText(/needs WebAssembly SIMD.*Please open/).first().waitFor();
  assert.match(await page.getByRole('status').textContent(), /SIMD/);
});

fault('an engine that cannot be loaded is named', { rules: { 'engine.wasm': 'missing' } }, async ({ page }) => {
  await says(page, /The engine did not start/, 20_000);
});

fault('a ui that cannot be loaded is named', { rules: { 'ui.wasm': 'missing' } }, async ({ page }) => {
  await page.getByText(/did not start/).first().waitFor();
  assert.match(await page.getByRole('status').textContent(), /did not start/);
  assert.ok(await page.locator('#notice').isVisible());
});

fault('a worker that is killed while training is replaced within 5 s; run and drawing go on', { init: keepWorkers }, async ({ page }) => {
  await until(page, (s) => s.dataset.train === 10_000);
  await draw(page);
  await press(page, 'Train');
  const before = await until(page, (s) => s.epoch >= 1);
  await page.evaluate(() => window.workers.at(-1).terminate());
  const begin = Date.now();
  while ((await page.evaluate(() => window.workers.length)) === 1) await page.waitForTimeout(50);
  console.log(`# noticed after ${Date.now() - begin} ms`);
  assert.ok(Date.now() - begin < 5000);
  await says(page, /The engine stopped/);
  const after = await until(page, (s) => s.imagesSeen >= before.imagesSeen && s.running && s.dataset.train === 10_000);
  assert.ok(after.epoch >= before.epoch);
  await until(page, (s) => s.prediction !== null && s.imagesSeen > before.imagesSeen + 5000);
});

fault('a page that is stopped for a while as it trains, like a frozen tab or a sleeping laptop, goes on to the same bits', {}, async ({ page }) => {
  const recipe = 'conv 4x3 | max-pool 2 | dense 10 ; sgd 0.005 ; batch 4 epochs 120 ; folds none shuffle on ; ' +
    'train 1000 test 500 inputs centred ; seed 1';
  const train = async () => {
    await press(page, 'Reset');
    await until(page, (s) => s.recipe === recipe && s.imagesSeen === 0);
    await press(page, 'Train');
  };
  const atEnd = () => until(page, (s) => s.phase === 'finished' && s.weightsHash !== '');
  await until(page, (s) => s.dataset.train === 10_000);
  await command(page, 'setRecipe', { recipe });
  await train();
  await page.evaluate(() => {
    window.ticks = 0;
    setInterval(() => ++window.ticks, 100);
  });
  await until(page, (s) => s.epoch >= 3);
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const send = (signal) => processInfo.filter(({ type }) => type === 'renderer').forEach(({ id }) => process.kill(id, signal));
  send('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 6500)); // longer than an engine may be silent
  send('SIGCONT');
  assert.ok((await page.evaluate(() => window.ticks)) < 40, 'it was stopped');
  const stopped = await atEnd();
  await train();
  assert.equal((await atEnd()).weightsHash, stopped.weightsHash);
});

fault('a worker that was killed while the run was paused comes back with the same weights', { init: keepWorkers }, async ({ page }) => {
  await until(page, (s) => s.dataset.train === 10_000);
  await press(page, 'Next image');
  await until(page, (s) => s.picture?.index === 1);
  await press(page, 'Train');
  await until(page, (s) => s.imagesSeen > 3000);
  await press(page, 'Pause');
  const before = await until(page, (s) => !s.running && s.weightsHash !== '');
  await page.evaluate(() => window.workers.at(-1).terminate());
  await says(page, /The engine stopped/);
  const after = await until(page, (s) => s.dataset.train === 10_000 && s.imagesSeen === before.imagesSeen && s.weightsHash !== '');
  assert.equal(after.weightsHash, before.weightsHash);
  assert.equal(after.running, false);
  await until(page, (s) => s.picture?.index === 1);
  assert.equal((await stateOf(page)).failed, null);
});

fault('a worker that dies again and again is given up with a sentence', { init: keepWorkers }, async ({ page }) => {
  await until(page, (s) => s.dataset.train > 0);
  for (let i = 1; i <= 3; ++i) {
    while ((await page.evaluate(() => window.workers.length)) < i) await page.waitForTimeout(50);
    await page.evaluate(() => window.workers.at(-1).onmessage({ data: { type: 'died', text: 'a test' } }));
  }
  await says(page, /Reload the page to try again/);
  await page.waitForTimeout(1000);
  assert.equal(await page.evaluate(() => window.workers.length), 3);
});

for (const [text, reason] of [
  ['conv 12x3 | max-pool 2', /dense/i],
  ['conv 12x40 | max-pool 2 | dense 10', /kernel|fit/i],
  ['rubbish', /layer 1/i],
]) {
  fault(`the network "${text}" is refused with the reason, and the run is untouched`, {}, async ({ page }) => {
    const before = await until(page, (s) => s.dataset.train > 0);
    const field = page.getByRole('textbox', { name: 'Network' });
    await field.fill(text);
    await page.keyboard.press('Enter');
    await says(page, reason);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.inputValue(), text);
    assert.equal((await stateOf(page)).recipe, before.recipe);
  });
}

fault('a number that is none is refused with the reason', {}, async ({ page }) => {
  await until(page, (s) => s.dataset.train > 0);
  const field = page.getByRole('textbox', { name: 'Learning rate' });
  await field.fill('-1');
  await page.keyboard.press('Enter');
  await says(page, /rate/i);
  await field.fill('0.004');
  await page.keyboard.press('Enter');
  await until(page, (s) => s.recipe.includes('sgd 0.004'));
  await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), null));
});
