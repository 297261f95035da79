// Pictures of the page for people to look at: node tests/page/screenshots.mjs OUTDIR [wide-light]
//
// 1280x800, 1920x1080 at ratio 2 and 390x844 at ratio 3, light and dark, with a run half done and a drawing; on the phone each tab. Then
// the same with a network of three convolutions, images held out, a layer chosen and a word that is wrong. Of both the network in each
// view, the results in each tab, and slow motion; of the second a layer that is unfolded.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, openSite, press, until } from './browser.mjs';

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
const kPhoneTabs = ['Network', 'Draw', 'Results', 'Recipe', 'More'];

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

const kOwn = 'conv 16x3 pad 1 | batch-norm | relu | max-pool 2 | conv 32x3 pad 1 | relu | max-pool 2 | conv 32x3 | relu | ' +
  'global-average-pool | dense 64 | relu | dropout 0.25 | dense 10 ; start he ; sgd 0.05 momentum 0.9 one-cycle ; batch 32 epochs 10 ; folds hold-out 0.1 shuffle on ; ' +
  'train 2000 test 500 inputs unit ; seed 1';

/** As many pictures as there are tabs. */
async function shootTabs(page, screen, parts) {
  for (const tab of screen === 'phone' ? kPhoneTabs : ['']) {
    if (tab && !(await openTab(page, tab))) continue;
    await page.waitForTimeout(200);
    const file = [screen, ...parts.slice(0, -1), tab.toLowerCase(), parts.at(-1)].filter(Boolean).join('-');
    await page.screenshot({ path: join(out, `${file}.png`) });
  }
}

/** Chooses a layer and writes a word that is none. */
async function editNetwork(page) {
  await openTab(page, 'Recipe');
  await press(page, 'Layer 5: conv 32x3 pad 1');
  const field = page.getByRole('textbox', { name: 'Network', exact: true });
  await field.fill((await field.inputValue()).replace('batch-norm', 'bach-norm'));
  await page.waitForTimeout(200);
}

async function pressIfThere(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  if ((await button.count()) === 0) return false;
  await button.focus();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(700);
  await page.evaluate(() => document.activeElement?.blur());
  return true;
}

/** The network in each view, the results in each tab, a phase of slow motion. */
async function shootViews(page, screen, parts) {
  const [own, colour] = [parts.slice(0, -1), parts.at(-1)];
  const picture = (name) => page.screenshot({ path: join(out, [screen, ...own, name, colour].join('-') + '.png') });
  await openTab(page, 'Network');
  for (const view of ['weights', 'change', 'gradients', 'activations']) {
    await pressIfThere(page, view);
    if (view !== 'activations') await picture(view);
  }
  if (await pressIfThere(page, 'All 32 maps of conv 32x3 pad 1')) {
    await picture('unfolded');
    await pressIfThere(page, 'All 32 maps of conv 32x3 pad 1');
  }
  await pressIfThere(page, 'Slow motion');
  await page.waitForTimeout(1500);
  for (let i = 0; i < 3; ++i) await pressIfThere(page, 'Next phase');
  await picture('slow');
  await page.keyboard.press('Escape');
  await openTab(page, 'Results');
  for (const tab of ['Confusion', 'Mistakes', 'Why', 'Curves']) {
    await openTab(page, tab);
    await page.waitForTimeout(1500);
    await page.evaluate(() => document.activeElement?.blur());
    if (tab !== 'Curves') await picture(tab.toLowerCase());
  }
  await page.evaluate(() => scrollTo(0, 0));
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
    await page.waitForTimeout(500);
    await page.evaluate(() => document.activeElement?.blur());
    await shootTabs(page, name, [colorScheme]);
    await shootViews(page, name, [colorScheme]);

    await command(page, 'setRecipe', { recipe: kOwn });
    await press(page, 'Reset');
    await press(page, 'Train');
    await until(page, (s) => s.epoch >= 3, 300_000);
    await press(page, 'Pause');
    await until(page, (s) => !s.running);
    await shootViews(page, name, ['own', colorScheme]);
    await editNetwork(page);
    await page.waitForTimeout(500);
    await shootTabs(page, name, ['own', colorScheme]);
  } finally {
    await site.close();
  }
}

for (const screen of kScreens) {
  for (const colorScheme of ['light', 'dark']) {
    if (!process.argv[3] || process.argv[3] === `${screen.name}-${colorScheme}`) await shoot(screen, colorScheme);
  }
}
