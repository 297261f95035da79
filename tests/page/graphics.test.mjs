// The canvas: drawn, crisp at every ratio, drawn only when something changed, and back after a lost context.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, openSite, press, until } from './browser.mjs';

/** How many different colours a screenshot of the canvas has, counted in a sparse grid: 1 is a blank canvas. The page's own text and
 * controls are hidden meanwhile. */
async function colours(page) {
  const png = (await page.screenshot()).toString('base64');
  const other = await page.context().newPage();
  try {
    return await other.evaluate(async (data) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
      return new Set(pixels.filter((_, i) => i % 7 === 0)).size;
    }, png);
  } finally {
    await other.close();
  }
}

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

async function withSite(options, body) {
  const site = await openSite({ browser, ...options });
  try {
    await site.page.waitForTimeout(500);
    await body(site);
  } finally {
    await site.close();
  }
}

for (const ratio of [1, 1.5, 2, 3]) {
  test(`one backing pixel is one device pixel at ratio ${ratio}`, () =>
    withSite({ context: { viewport: { width: 800, height: 600 }, deviceScaleFactor: ratio } }, async ({ page }) => {
      const size = await page.evaluate(() => {
        const canvas = document.querySelector('#canvas');
        return [canvas.width, canvas.height];
      });
      assert.deepEqual(size, [800 * ratio, 600 * ratio]);
      assert.ok((await colours(page)) > 20);
    }));
}

test('a lost WebGL context is restored and the work goes on', () =>
  withSite({}, async ({ page }) => {
    const before = await colours(page);
    assert.ok(before > 20, `${before} colours`);
    await press(page, 'Train');
    await until(page, (s) => s.running);
    await page.evaluate(() => {
      const lose = document.querySelector('#canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
      lose.loseContext();
      setTimeout(() => lose.restoreContext(), 500);
    });
    await page.waitForTimeout(1000);
    await until(page, (s) => s.running && s.imagesSeen > 1000);
    await press(page, 'Pause');
    await until(page, (s) => !s.running);
    await page.waitForTimeout(300);
    const after = await colours(page);
    assert.ok(after > before / 2, `${after} colours, ${before} before`);
  }));

test('nothing is drawn while nothing changes', () =>
  withSite({ init: () => {
    const real = window.requestAnimationFrame;
    window.frames_ = 0;
    window.requestAnimationFrame = (callback) => real((now) => {
      window.frames_ += 1;
      callback(now);
    });
  } }, async ({ page }) => {
    await until(page, (s) => s.dataset.train === 10_000);
    await page.mouse.move(5, 795);
    await page.waitForTimeout(1500);
    const before = await page.evaluate(() => window.frames_);
    await page.waitForTimeout(3000);
    const drawn = (await page.evaluate(() => window.frames_)) - before;
    assert.ok(before > 0);
    assert.ok(drawn <= 8, `${drawn} frames in 3 s`); // the heartbeat and nothing else
  }));

test('the theme follows the system, and a chosen one is kept', () =>
  withSite({ context: { colorScheme: 'dark' } }, async ({ page }) => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    assert.equal(await theme(), 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForTimeout(300);
    assert.equal(await theme(), 'light');
    await press(page, 'Theme');
    await page.waitForTimeout(300);
    const chosen = await theme();
    assert.notEqual(chosen, 'light');
    await page.reload();
    await until(page, (s) => s.dataset.train > 0);
    assert.equal(await theme(), chosen);
  }));
