// The same weights to the last bit, and a page that can be used, in each of the three browsers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { command, drawn, site, until, whenReady } from './browser.mjs';
import { kBrowsers } from './browsers.mjs';
import { colours } from './png.mjs';
import { startServer } from './server.mjs';

const kSections = { Chromium: ['real', 'browsers'], Firefox: ['browsers'], WebKit: ['browsers'] };

/** Recipe, images and hash of each line in that section of the golden file. */
function goldenRuns(section) {
  const lines = readFileSync(new URL('../golden/weights_hash.txt', import.meta.url), 'utf8').split('\n');
  const begin = lines.indexOf(`# ${section}`);
  assert.ok(begin >= 0, `the golden file has a section ${section}`);
  const rest = lines.slice(begin + 1);
  const end = rest.findIndex((line) => /^# \S+$/.test(line));
  const runs = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.split('\t')).filter((parts) => parts.length === 3);
  assert.ok(runs.length > 0, `the section ${section} has runs`);
  return runs;
}

let server;
before(async () => {
  server = await startServer(site);
});
after(() => server?.close());

for (const [name, open] of Object.entries(kBrowsers)) {
  describe(name, () => {
    let page;
    before(async () => {
      page = await open(server.url);
      await whenReady(page);
    });
    after(() => page?.close());

    test(`${name} draws the page with WebGL2 and has Fashion-MNIST in it`, async () => {
      const state = await until(page, (s) => s.dataset.train === 10_000);
      assert.equal(state.dataset.name, 'Fashion-MNIST');
      await drawn(page);
      assert.equal(await page.evaluate('document.body.className'), '', 'neither loading nor plain');
      const count = colours(await page.screenshot());
      assert.ok(count > 100, `a screenshot has ${count} colours`);
    });

    for (const [recipe, images, hash] of kSections[name].flatMap(goldenRuns)) {
      test(`${name} has the weights of the native engine after ${images} images of ${recipe}`, async () => {
        await command(page, 'setRecipe', { recipe });
        await command(page, 'reset');
        await until(page, (s) => s.recipe === recipe && s.imagesSeen === 0 && s.weights === 'scratch' && s.weightsHash !== '');
        await command(page, 'train');
        const state = await until(page, (s) => s.phase === 'finished' && s.weightsHash !== '', 120_000);
        assert.equal(state.imagesSeen, Number(images));
        assert.equal(state.weightsHash, hash);
      });
    }
  });
}
