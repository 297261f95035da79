// How much memory the page takes: both modules' WebAssembly memories, which hold pictures, networks and textures, and both JavaScript heaps with
// their buffers. (The browser's own way to tell needs headers that a plain file server does not send.)

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command, openSite, press, until } from './browser.mjs';

const kMegabyte = 1024 * 1024;

/** In page and worker: remembers the instances of WebAssembly. */
function keepInstances() {
  const real = WebAssembly.instantiateStreaming;
  self.instances = [];
  WebAssembly.instantiateStreaming = async (...given) => {
    const result = await real(...given);
    self.instances.push(result.instance);
    return result;
  };
}

/** In page and worker: bytes of the WebAssembly memories. */
function wasmBytes() {
  const memories = self.instances.flatMap(({ exports }) => Object.values(exports).filter((each) => each instanceof WebAssembly.Memory));
  if (memories.length !== 1) throw new Error(`${memories.length} memories`);
  return memories[0].buffer.byteLength;
}

let site;
let heapOfWorker;
before(async () => {
  const prepend = (bytes) => Buffer.concat([Buffer.from(`(${keepInstances})();`), bytes]);
  site = await openSite({ init: keepInstances, rules: { 'worker.js': prepend } });
  heapOfWorker = await connectToWorker(await site.context.newCDPSession(site.page));
});
after(() => site?.close());

/** The debugging protocol of the page's worker: a function that resolves to its heap usage. */
async function connectToWorker(session) {
  let worker;
  let answer;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => (worker = targetInfo.type === 'worker' ? sessionId : worker));
  session.on('Target.receivedMessageFromTarget', ({ message }) => answer?.(JSON.parse(message).result));
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return () => new Promise((resolve) => {
    answer = resolve;
    void session.send('Target.sendMessageToTarget', { sessionId: worker, message: JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }) });
  });
}

async function measure(what) {
  const session = await site.context.newCDPSession(site.page);
  await session.send('HeapProfiler.collectGarbage');
  const page = await session.send('Runtime.getHeapUsage');
  const worker = await heapOfWorker();
  const ui = await site.page.evaluate(wasmBytes);
  const engine = await site.page.workers()[0].evaluate(wasmBytes);
  const heaps = [page, worker].map(({ usedSize, backingStorageSize = 0 }) => usedSize + backingStorageSize);
  const all = ui + engine + heaps[0] + heaps[1];
  const inMegabytes = (bytes) => (bytes / kMegabyte).toFixed(0);
  console.log(`# ${what}: ${inMegabytes(all)} MB, of which engine ${inMegabytes(engine)}, ui ${inMegabytes(ui)}, heaps ${heaps.map(inMegabytes).join(' and ')}`);
  return all;
}

test('by default it is under 128 MB, after training, a drawing and every tab', async () => {
  const { page } = site;
  await until(page, (s) => s.dataset.train === 10_000 && s.dataset.test === 2_000);
  await press(page, 'Train');
  await until(page, (s) => s.epoch >= 3);
  await press(page, 'Pause');
  await page.getByRole('application').first().focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  await until(page, (s) => s.prediction !== null && !s.running);
  for (const name of ['Confusion', 'Mistakes', 'Gallery', 'Why', 'Wardrobe', 'Curves']) {
    await page.getByRole('tab', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(200);
  }
  assert.ok((await measure('by default')) < 128 * kMegabyte);
});

test('with all 70,000 pictures loaded it is under 256 MB', async () => {
  const { page } = site;
  await command(page, 'setRecipe', { recipe: 'strong' });
  await until(page, (s) => s.recipe.includes('train 60000 test 10000'));
  await press(page, 'Reset');
  await until(page, (s) => s.dataset.train === 60_000 && s.dataset.test === 10_000);
  await press(page, 'Train');
  await until(page, (s) => s.imagesSeen > 1000);
  await press(page, 'Pause');
  await until(page, (s) => !s.running);
  assert.ok((await measure('with all pictures')) < 256 * kMegabyte);
});
