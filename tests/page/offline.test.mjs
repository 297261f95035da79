// After the first visit the page starts without a network; a newer version of the site never mixes with the one at work.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, openSite, press, until, whenReady } from './browser.mjs';
import { isNext, isWaiting, lookForNext, nextWaits, publishNextVersion, whenKept } from './next_version.mjs';

async function withSite(check) {
  const site = await openSite();
  try {
    await whenKept(site.page);
    await check(site);
  } finally {
    await site.close();
  }
}

test('after the first visit the page starts, trains and knows drawings without a network', async () => {
  await withSite(async ({ page, context, server, errors }) => {
    await context.setOffline(true);
    for (const name of ['index.html', 'page.js', 'engine.wasm', 'pretrained.safetensors']) server.rules[name] = 'cut';
    await page.reload();
    await until(page, (s) => s.dataset.train === 10_000 && s.weights === 'pretrained');
    await press(page, 'Train');
    const { testAccuracy } = await until(page, (s) => s.epoch >= 1);
    assert.ok(testAccuracy > 0.7);
    assert.deepEqual(errors, []);
  });
});

test('images that were not fetched before are said to be missing, and training goes on with what is here', async () => {
  await withSite(async ({ page, context }) => {
    await context.setOffline(true);
    await page.reload();
    await whenReady(page);
    await page.evaluate(() => window.atelier.command('setRecipe', { recipe: 'lab-baseline' }));
    await eventually(async () => {
      assert.match((await page.getByRole('region', { name: 'Notices' }).textContent()) ?? '', /the server cannot be reached/);
    }, 20_000);
    assert.equal((await until(page, (s) => s.dataset.train > 0)).dataset.train, 10_000);
  });
});

test('a newer version waits, does not touch the one at work, and comes when it is asked for', async () => {
  await withSite(async ({ page, server }) => {
    await page.reload(); // under the service worker from here on
    await whenReady(page);
    await publishNextVersion(server);
    await press(page, 'Train');
    await until(page, (s) => s.imagesSeen > 0);
    await nextWaits(page);
    assert.equal(await isNext(page), false);
    await until(page, (s) => s.running || s.phase === 'finished');
    await page.reload();
    await whenReady(page);
    assert.equal(await isNext(page), false, 'a reload keeps the version that is active');
    await press(page, 'Use the new version');
    await eventually(async () => assert.equal(await isNext(page), true), 15_000);
    await whenReady(page);
  });
});

test('a site that is half replaced gives no new version', async () => {
  await withSite(async ({ page, server }) => {
    await publishNextVersion(server, { isTorn: true });
    await page.evaluate(lookForNext);
    await page.waitForTimeout(1500);
    assert.equal(await page.evaluate(isWaiting), false);
    const caches = await page.evaluate(() => window.caches.keys());
    assert.deepEqual(caches.filter((name) => name.endsWith('next00000000')), []);
  });
});
