// The page for everyone: what axe-core finds, what the accessibility tree says, fingers, 200 % zoom, and still pictures for those who want them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { eventually, launchBrowser, openSite, press, until } from './browser.mjs';

const axe = readFileSync(new URL('../../.toolchain/node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const kTabs = ['Confusion', 'Mistakes', 'Gallery', 'Why', 'Wardrobe', 'Curves'];
const kTouch = { hasTouch: true, isMobile: true };
const kFinger = 43.5; // pixels, of 44

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

async function withSite(options, body) {
  const site = await openSite({ ...(options.arguments ? {} : { browser }), ...options });
  try {
    await until(site.page, (s) => s.dataset.train === 10_000 && s.dataset.test === 2_000);
    await body(site.page);
    assert.deepEqual(site.errors, []);
  } finally {
    await site.close();
  }
}

/** What axe-core finds, each in a line. */
async function findings(page) {
  await page.evaluate(`${axe}; 0`);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.ok(passes.length > 10, 'axe-core looked at the page');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

async function findsNothing(page, where) {
  assert.deepEqual(await findings(page), [], where);
}

async function openTab(page, name) {
  const tab = page.getByRole('tab', { name, exact: true });
  await tab.focus();
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await tab.getAttribute('aria-selected'), 'true'));
  await page.waitForTimeout(200); // the panel comes to rest
}

async function trainTwoEpochs(page) {
  for (const epoch of [1, 2]) {
    await press(page, 'Step epoch');
    await until(page, (s) => s.epoch === epoch && !s.running);
  }
}

/** What can be operated, with its place in the document. */
function controls(page) {
  return page.evaluate(() => [...document.querySelectorAll('#mirror .control > :is(button, input, select, textarea, [role="application"])')].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const panel = each.closest('section')?.ariaLabel;
    const isOff = each.ariaDisabled === 'true';
    return { name: each.labels?.[0]?.textContent ?? each.textContent, x, y: y + scrollY, width, height, panel, isOff };
  }));
}

const nameOf = ({ name, width, height }) => `${name} ${width.toFixed(0)} x ${height.toFixed(0)}`;

test('on the first visit axe-core finds what is wrong alone, and nothing moves by itself', () => withSite({ intro: true, context: { reducedMotion: 'reduce' } }, async (page) => {
  await findsNothing(page, 'first visit');
  await page.waitForTimeout(500);
  const before = await page.screenshot();
  await page.waitForTimeout(500);
  assert.ok(before.equals(await page.screenshot()), 'no frame differs from the one before');
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await page.evaluate(() => document.getElementById('mirror').append(document.createElement('button')));
  assert.match((await findings(page)).join(), /button-name/);
}));

test('axe-core finds nothing in any tab and dialog, and the tree has names, numbers and sentences for all that is drawn', () => withSite({}, async (page) => {
  await trainTwoEpochs(page);
  await page.getByRole('application', { name: 'Drawing pad' }).focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  await until(page, (s) => s.prediction !== null);
  await eventually(async () => assert.match(await page.locator('#mirror').ariaSnapshot(), /Nearest training pictures/));
  const tree = await page.locator('body').ariaSnapshot();
  for (const expected of [
    /^- link "Skip to the drawing pad"/m,
    /^- banner:\n {2}- heading "Atelier" \[level=1\]/m,
    /^- main:/m,
    ...['Run', 'Recipe', 'Network', 'Timeline', 'Results', 'Curves', 'Draw'].map((name) => new RegExp(`^ {2}- region "${name}":\\n {4}- heading "${name}" \\[level=2\\]`, 'm')),
    /tablist "Results views":\n +- tab "Curves" \[selected\]/,
    /paragraph: "Epochs: Epoch 2: training loss \d\.\d+, training accuracy \d\d\.\d %, test loss \d\.\d+, test accuracy \d\d\.\d %\. Epoch 1: /,
    /values from -?\d[\d.]* to \d[\d.]*, mean -?\d[\d.]*; colours from/,
    /120 weights from -\d[\d.]* to \d[\d.]*, mean/,
    ...['T-shirt/top', 'Ankle boot'].map((name) => new RegExp(`paragraph: "${name}: \\d+\\.\\d %"`)),
    /^- status: "?Epoch 2 of 15: training loss/m,
  ]) assert.match(tree, expected);
  assert.deepEqual(tree.match(/^ *- (button|slider|textbox|combobox|tab|tablist|checkbox|application|region|link)\b(?! ").*$/gm), null, 'all have names');
  await findsNothing(page, 'trained');
  for (const name of kTabs) {
    await openTab(page, name);
    await findsNothing(page, name);
    if (name === 'Confusion') await eventually(async () => assert.match(await page.locator('#mirror').ariaSnapshot(), kConfusion));
  }
  for (const name of ['Share', 'Help', 'Open picture', 'Slow motion']) {
    await press(page, name);
    await page.waitForTimeout(200);
    await findsNothing(page, name);
    await page.keyboard.press('Escape');
  }
}));

/** A line of the matrix: as what the images of a class were seen. */
const kConfusion = /paragraph: "Ankle boot: \d+ images: .*Sneaker \d+.*\. Precision \d\d\.\d %, recall \d\d\.\d %, F1 \d\d\.\d %\."/;

/** Controls of which a part lies outside the window's width, or over another one of their panel. */
function misplaced(all, width) {
  const outside = all.filter(({ x, width: w }) => x < 0 || x + w > width);
  const isOver = (a, b) => a.panel === b.panel && a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;
  const on = all.filter(({ isOff }) => !isOff); // Train and Pause share a place, and one of them is off
  return [...outside, ...on.filter((a, i) => on.slice(i + 1).some((b) => isOver(a, b)))];
}

for (const [name, width, height] of [['a phone', 390, 844], ['a phone across', 844, 390], ['a tablet', 1024, 768], ['a Chromebook with a touch screen', 1366, 768], ['a whiteboard', 1920, 1080]]) {
  const isSwept = width === 390 || width === 1366; // one without columns, one with
  test(`on ${name} every control is as large as a finger${isSwept ? ', and axe-core finds nothing' : ''}`, () =>
    withSite({ context: { viewport: { width, height }, ...kTouch } }, async (page) => {
      const inColumns = width < 1200 ? [] : width < 1700 ? ['Draw'] : ['Draw', 'Recipe'];
      for (const panel of inColumns) assert.equal(await page.getByRole('region', { name: panel, exact: true }).count(), 1);
      for (const tab of ['Network', 'Draw', 'Results', 'Recipe', 'More'].filter((each) => !inColumns.includes(each))) {
        await openTab(page, tab);
        const all = await controls(page);
        assert.deepEqual(all.filter((each) => each.width < kFinger || each.height < kFinger).map(nameOf), [], tab);
        if (width >= 1200) assert.deepEqual(misplaced(all, width).map(nameOf), [], tab);
        if (isSwept) await findsNothing(page, tab);
      }
    }));
}

test('at 200 % nothing is cut off, and all can be reached', () => withSite({ context: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } }, async (page) => {
  for (const tab of ['Network', 'Draw', 'Results', 'Recipe', 'More']) {
    await openTab(page, tab);
    const [width, height] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
    assert.equal(width, 640, 'nothing to scroll sideways');
    const outside = (await controls(page)).filter((each) => each.x < 0 || each.x + each.width > width || each.y < 0 || each.y + each.height > height);
    assert.deepEqual(outside.map(nameOf), [], tab);
  }
  const last = page.getByRole('region', { name: 'Timeline' }).getByRole('button').last();
  await last.focus();
  await eventually(async () => {
    const { y, height } = await last.boundingBox();
    assert.ok(y >= 0 && y + height <= 400, 'what has the focus is in the window');
  });
}));

test('text twice as large makes all twice as large, and the mouse finds it', () => withSite({ ready: false }, async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await page.reload();
  await until(page, (s) => s.dataset.train === 10_000);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await eventually(async () => assert.ok((await train.boundingBox()).height > 80));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
  await train.click();
  await until(page, (s) => s.running);
  const box = await page.getByRole('slider', { name: 'Speed' }).boundingBox(); // the canvas's own
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(page, (s) => s.speed > 0);
  const last = page.getByRole('region', { name: 'Timeline' }).getByRole('button').last();
  await last.focus();
  await eventually(async () => {
    const { y, height } = await last.boundingBox();
    assert.ok(y >= 0 && y + height <= 800, `${y} ${height}`);
  });
}));

test('axe-core finds nothing on the page without WebGL', () => withSite({ arguments: ['--disable-3d-apis'] }, async (page) => {
  await findsNothing(page, 'plain');
  assert.ok(await page.getByRole('button', { name: 'Train', exact: true }).isVisible());
}));
