// Systems in a headless Chromium, in a page of their own that a plain server on this machine serves: ConvNetJS and TensorFlow.js.

import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../page/browser.mjs';
import { startServer } from '../page/server.mjs';
import { kImagesFile } from './programs.mjs';
import { kRate, kRecipes, layersOf } from './recipes.mjs';
import { kLimit, kWindows, median } from './timing.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));

const kModules = '/.toolchain/bench/node_modules';
const kImages = 2048;
const kPatience = 120_000; // milliseconds, for all of a measurement

/** A browser on the project's folder: `newPage()` opens an empty page there. */
export async function openBrowser() {
  const server = await startServer(project);
  const browser = await launchBrowser();
  return {
    version: browser.version(),
    newPage: async () => {
      const page = await browser.newPage();
      await page.goto(`${server.url}tests/bench/page/index.html`);
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** In the page: makes what `job.what` names of the peer's module, and resolves to its steps a second, or to who it is. */
async function runJob(job) {
  const peer = await import(`/tests/bench/page/${job.module}.mjs`);
  const { fetchImages, measure } = await import('/tests/bench/page/measure.mjs');
  for (const path of peer.scripts) {
    const script = Object.assign(document.createElement('script'), { src: `${job.modules}/${path}` });
    document.head.append(script);
    await new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  }
  await peer.start?.(job.variant, job.modules);
  if (job.what === 'about') return peer.about();
  const images = await fetchImages(`/${job.imagesFile}`, job.images);
  return measure(await peer[job.what](job.layers, { ...job, images }), job);
}

/** `module` is a file of page/; `variant` is handed to its start(). */
export async function openPeer(browser, module, variant) {
  const ask = async (job) => {
    const page = await browser.newPage();
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('no answer in time')), kPatience).unref());
    try {
      return await Promise.race([page.evaluate(runJob, { module, variant, modules: kModules, imagesFile: kImagesFile, ...job }), late]);
    } finally {
      await page.close();
    }
  };
  const timing = (seconds) => ({ windows: kWindows, limit: kLimit, seconds, rate: kRate, images: kImages });
  return {
    train: async ({ network, batch }, seconds) =>
      (await ask({ what: 'trainer', layers: layersOf(network), batch, ...timing(seconds) })).map((rate) => rate * batch),
    latency: async (seconds) =>
      1000 / median(await ask({ what: 'predictor', layers: layersOf(kRecipes.lab12_b1.network), batch: 1, ...timing(seconds) })),
    about: () => ask({ what: 'about' }),
    close: async () => {},
  };
}
