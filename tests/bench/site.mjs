// Atelier as its users run it: the built site in a headless Chromium, its worker training, read from window.atelier.

import { command, openSite, stateOf, until } from '../page/browser.mjs';
import { kRecipes, recipeText } from './recipes.mjs';
import { kLimit, kWindows } from './timing.mjs';

const kImages = 60_000;

/** In the page: images trained a second in each window. A window begins and ends when a report of the worker comes in. */
async function watch({ windows, seconds, limit }) {
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const read = () => ({ time: performance.now() / 1000, images: window.atelier.state().imagesSeen });
  const nextReport = async () => {
    const { images } = read();
    for (;;) {
      await sleep(1);
      const now = read();
      if (now.images !== images) return now;
      if (!window.atelier.state().running) throw new Error('training stopped');
    }
  };
  const end = performance.now() / 1000 + limit;
  await sleep(1000 * seconds);
  const rates = [];
  let from = await nextReport();
  do {
    await sleep(1000 * seconds);
    const to = await nextReport();
    rates.push((to.images - from.images) / (to.time - from.time));
    from = to;
  } while (rates.length < windows && from.time < end);
  return rates;
}

/** Until no more images come in. */
async function dataAtRest(page) {
  for (let last = -1, now = 0; now !== last; ) {
    last = now;
    await page.waitForTimeout(1000);
    const { dataset } = await stateOf(page);
    now = dataset.train + dataset.test;
  }
}

/** A fresh run of this recipe with all of its images here; an error in the page's own words when it does not take it. */
async function freshRun(page, recipe) {
  await command(page, 'setRecipe', { recipe });
  try {
    await until(page, (state) => state.recipe === recipe, 3000);
  } catch {
    const { notices } = await stateOf(page);
    throw new Error(notices.at(-1) ?? 'the page does not take this recipe');
  }
  await command(page, 'reset');
  await until(page, (s) => s.imagesSeen === 0 && !s.running && s.weightsHash !== '' && s.weights === 'scratch' && s.dataset.train === kImages, 120_000);
}

/** In the page: what the engine's program prints when it runs in a worker. */
function runEngine({ script, words }) {
  const worker = new Worker('/tests/bench/page/engine_worker.js');
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ script, words });
  }).finally(() => worker.terminate());
}

/** `browser` as of openBrowser(): the engine's latency cannot be had through the site, so there its program runs. */
export async function openOurSite(browser) {
  const site = await openSite();
  await dataAtRest(site.page);
  const train = async (recipe, seconds) => {
    await freshRun(site.page, recipeText(recipe, kImages));
    await command(site.page, 'setSpeed', { imagesPerSecond: 0 });
    await command(site.page, 'train');
    const rates = await site.page.evaluate(watch, { windows: kWindows, limit: kLimit, seconds });
    await command(site.page, 'pause');
    await until(site.page, (state) => !state.running);
    return rates;
  };
  const latency = async (seconds) => {
    const page = await browser.newPage();
    const words = ['latency', recipeText(kRecipes.lab12_b1, 1), String(seconds)];
    const line = await page.evaluate(runEngine, { script: '/build/wasm/tests/engine_bench.js', words });
    await page.close();
    return JSON.parse(line).median;
  };
  const about = async () => {
    const { dataset } = await stateOf(site.page);
    return `Chromium ${browser.version}, ${dataset.name}`;
  };
  return { train, latency, about, close: () => site.close() };
}
