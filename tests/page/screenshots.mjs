// Pictures of the page for people to look at: node tests/page/screenshots.mjs OUTDIR
//
// 1280x800, 1920x1080 at ratio 2 and 390x844 at ratio 3, light and dark, with a run half done and a drawing; on the phone each tab.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSite, press, until } from './browser.mjs';

const out = process.argv[2];
if (!out) {
  console.error('usage: node tests/page/screenshots.mjs OUTDIR');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const kScreens = [
  { name: 'wide', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { name: 'large', viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 2 },
  { name: 'phone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true },
];
const kPhoneTabs = ['Network', 'Draw', 'Curves', 'Recipe', 'More'];

/** A boot, as shares of the pad. */
const kStrokes = [
  [[0.32, 0.12], [0.62, 0.12], [0.64, 0.55], [0.84, 0.72], [0.84, 0.86], [0.16, 0.86], [0.18, 0.72], [0.32, 0.58], [0.32, 0.12]],
  [[0.16, 0.8], [0.84, 0.8]],
];

async function openTab(page, name) {
  const tab = page.getByRole('tab', { name, exact: true });
  if ((await tab.count()) === 0) return false;
  await tab.focus();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  return true;
}

async function draw(page) {
  const pad = page.getByRole('application').first();
  if ((await pad.count()) === 0) return;
  const box = await pad.boundingBox();
  for (const stroke of kStrokes) {
    const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
    await page.mouse.move(...at(stroke[0]));
    await page.mouse.down();
    for (const point of stroke.slice(1)) await page.mouse.move(...at(point), { steps: 6 });
    await page.mouse.up();
  }
  await page.mouse.move(2, 2);
}

async function shoot(screen, colorScheme) {
  const { name, ...context } = screen;
  const site = await openSite({ context: { ...context, colorScheme } });
  try {
    const { page } = site;
    await until(page, (s) => s.dataset.train === 10_000 && s.dataset.test === 2_000);
    await press(page, 'Train');
    await until(page, (s) => s.epoch >= 6);
    await press(page, 'Pause');
    await until(page, (s) => !s.running);
    await openTab(page, 'Draw');
    await draw(page);
    await page.evaluate(() => document.activeElement?.blur());
    await page.waitForTimeout(500);
    const tabs = name === 'phone' ? kPhoneTabs : [''];
    for (const tab of tabs) {
      if (tab && !(await openTab(page, tab))) continue;
      await page.evaluate(() => document.activeElement?.blur());
      await page.waitForTimeout(200);
      const file = [name, tab.toLowerCase(), colorScheme].filter(Boolean).join('-');
      await page.screenshot({ path: join(out, `${file}.png`) });
    }
  } finally {
    await site.close();
  }
}

for (const screen of kScreens) {
  for (const colorScheme of ['light', 'dark']) await shoot(screen, colorScheme);
}
