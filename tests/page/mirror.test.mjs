// web/mirror.js alone, in a browser, with lists of controls made up here.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openSite } from './browser.mjs';

let site;
before(async () => {
  site = await openSite({ ready: false });
  await site.page.goto(`${site.server.url}licenses.txt`); // any document of the site that runs nothing
});
after(() => site?.close());

beforeEach(() => site.page.evaluate(async () => {
  const { Mirror } = await import('./mirror.js');
  document.body.innerHTML = '<main id="mirror"></main>';
  const screen = { x: 0, y: 0, width: 1280, height: 800 };
  window.acts = [];
  window.mirror = new Mirror(document.getElementById('mirror'), {
    act: (...given) => window.acts.push(given),
    pad: (id, phase) => window.acts.push([id, phase]),
  });
  /** "role:name" or {…}: a control of which the rest does not matter. */
  window.control = (given, index) => {
    const [role, name] = typeof given === 'string' ? given.split(':') : [given.role, given.name];
    return {
      id: name, role, name, value: '', valueText: '', enabled: true, covered: false, checked: false, min: 0, max: 10, step: 1, options: ['one', 'two'],
      error: '', markFrom: -1, markLength: 0, description: '', rect: { x: 10, y: 10 + 30 * index, width: 100, height: 24 }, clip: screen, panel: 'Panel',
      ...(typeof given === 'string' ? {} : given),
    };
  };
  window.show = (...list) => window.mirror.update({ count: list.length, changed: list.map((each, i) => [i, window.control(each, i)]) });
}));

const show = (...list) => site.page.evaluate((given) => window.show(...given), list);
const names = () => site.page.evaluate(() => [...document.querySelectorAll('#mirror .control')].map((c) =>
  (c.querySelector('button') ?? c.querySelector('label') ?? c.firstElementChild).textContent));
const focused = () => site.page.evaluate(() => document.activeElement.id);
const acts = () => site.page.evaluate(() => window.acts);

test('the order in the document is the order of the list, whatever it was before', async () => {
  await show('button:a', 'button:b', 'button:c');
  await show('button:c', 'button:d', 'button:a');
  assert.deepEqual(await names(), ['c', 'd', 'a']);
});

test('panels are sections with their names, in the order in which they come', async () => {
  await show({ role: 'button', name: 'a', panel: 'Run' }, { role: 'button', name: 'b', panel: 'Draw' });
  await show({ role: 'button', name: 'b', panel: 'Draw' }, { role: 'button', name: 'a', panel: 'Run' });
  const sections = await site.page.evaluate(() => [...document.querySelectorAll('section')].map((s) => s.getAttribute('aria-label')));
  assert.deepEqual(sections, ['Draw', 'Run']);
  await show({ role: 'button', name: 'a', panel: 'Run' });
  assert.equal(await site.page.locator('section').count(), 1);
});

test('the focus stays where it is while others come, go and move around it', async () => {
  await show('button:a', 'button:b', 'button:c', 'button:d');
  await site.page.locator('#control-c').focus();
  await site.page.evaluate(() => document.addEventListener('focusout', () => window.acts.push(['lost']), { once: true }));
  await show('button:d', 'button:c', 'button:e', 'button:a');
  await show('button:c');
  await show('button:x', 'button:y', 'button:c', 'button:b');
  assert.deepEqual(await names(), ['x', 'y', 'c', 'b']);
  assert.equal(await focused(), 'control-c');
  assert.deepEqual(await acts(), []);
});

test('when the focused control is gone, the one in its place has the focus', async () => {
  await show('button:a', 'button:Train', 'button:c');
  await site.page.locator('#control-Train').focus();
  await show('button:a', 'button:Pause', 'button:c');
  assert.equal(await focused(), 'control-Pause');
  await show('button:a');
  assert.equal(await focused(), 'control-a');
});

test('a list that changes takes no focus that was elsewhere', async () => {
  await show('button:a');
  await show('button:b');
  assert.equal(await focused(), '');
});

test('a control that is switched off can be reached and does nothing', async () => {
  await show({ role: 'button', name: 'off', enabled: false }, { role: 'textbox', name: 'text', value: 'v', enabled: false },
    { role: 'slider', name: 'slide', value: '3', enabled: false });
  await site.page.locator('#control-off').focus();
  await site.page.keyboard.press('Enter');
  await site.page.keyboard.press('Tab');
  await site.page.keyboard.type('x');
  await site.page.keyboard.press('Tab');
  await site.page.keyboard.press('ArrowRight');
  assert.deepEqual(await acts(), []);
  assert.equal(await site.page.locator('#control-text').inputValue(), 'v');
  assert.equal(await site.page.locator('#control-slide').inputValue(), '3');
  assert.equal(await site.page.getByRole('button', { name: 'off', disabled: true }).count(), 1);
});

test('tabs are one stop for Tab, and arrows, Home and End choose among them', async () => {
  const tabs = (chosen) => ['one', 'two', 'three'].map((name) => ({ role: 'tab', name, checked: name === chosen }));
  await show('button:before', ...tabs('two'), 'button:after');
  await site.page.locator('#control-before').focus();
  await site.page.keyboard.press('Tab');
  assert.equal(await focused(), 'control-two');
  for (const key of ['ArrowRight', 'ArrowRight', 'End', 'Home', 'ArrowLeft']) await site.page.keyboard.press(key);
  assert.deepEqual((await acts()).map(([id]) => id), ['three', 'one', 'three', 'one', 'three']);
  await show('button:before', ...tabs('three'), 'button:after');
  await site.page.keyboard.press('Tab');
  assert.equal(await focused(), 'control-after');
});

test('a text field commits once on Enter or when it is left, and not at all on Escape or unchanged', async () => {
  await show({ role: 'textbox', name: 'text', value: '1' }, 'button:next');
  const field = site.page.locator('#control-text');
  await field.fill('2');
  await site.page.keyboard.press('Enter');
  await site.page.keyboard.press('Tab');
  await field.fill('3');
  await site.page.keyboard.press('Tab');
  await show({ role: 'textbox', name: 'text', value: '3' }, 'button:next');
  await field.fill('4');
  await site.page.keyboard.press('Escape');
  await site.page.keyboard.press('Tab');
  await field.focus();
  await site.page.keyboard.press('Enter');
  assert.deepEqual(await acts(), [['text', '2'], ['text', '3']]);
  assert.equal(await field.inputValue(), '3');
});

test('a text of several lines tells of every change, enters nothing but whole, and tells of Escape', async () => {
  const area = { role: 'textarea', name: 'text', value: '1' };
  await show(area);
  const field = site.page.getByRole('textbox', { name: 'text', exact: true });
  await field.fill('2');
  await site.page.keyboard.press('Enter');
  await show({ ...area, value: '2' });
  assert.equal(await field.inputValue(), '2', 'Enter breaks no line');
  await field.fill('3');
  await site.page.keyboard.press('Escape');
  assert.deepEqual(await acts(), [['text.typed', '2'], ['text', '2'], ['text.typed', '3'], ['text.escaped', '']]);
});

test('a mark is there as long as the text is the one that it belongs to', async () => {
  await show({ role: 'textarea', name: 'text', value: 'one too three', error: 'No.', markFrom: 4, markLength: 3 });
  const mark = site.page.locator('.marks > mark');
  assert.equal(await mark.textContent(), 'too');
  await site.page.locator('#control-text').fill('one two three');
  await show({ role: 'textarea', name: 'text', value: 'one too three', error: 'No.', markFrom: 4, markLength: 3 });
  assert.equal(await mark.textContent(), '');
  await show({ role: 'textarea', name: 'text', value: 'one two three', error: 'No.', markFrom: 13, markLength: 0 });
  assert.equal(await mark.textContent(), '\u00a0', 'something is missing at the end');
});

test('a heading says whether what it is the heading of is shown', async () => {
  await show({ role: 'disclosure', name: 'More', checked: true });
  assert.equal(await site.page.getByRole('button', { name: 'More', expanded: true }).count(), 1);
  await show({ role: 'disclosure', name: 'More' });
  assert.equal(await site.page.getByRole('button', { name: 'More', expanded: false }).count(), 1);
});

test('an error belongs to its field for screen readers, and goes with it', async () => {
  await show({ role: 'textbox', name: 'text', value: '1', error: 'No good.', description: 'A number.' });
  const field = site.page.getByRole('textbox', { name: 'text', exact: true, description: 'A number. No good.' });
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await show({ role: 'textbox', name: 'text', value: '1' });
  assert.equal(await site.page.locator('#control-text').getAttribute('aria-invalid'), null);
  assert.equal(await site.page.locator('#control-text').getAttribute('aria-describedby'), null);
});

test('what lies under a bar is cut off, for the eye and for clicks', async () => {
  await site.page.addStyleTag({ url: 'page.css' });
  const clip = { x: 0, y: 60, width: 1280, height: 740 };
  await show({ role: 'textbox', name: 'half', value: '1', rect: { x: 10, y: 40, width: 100, height: 40 }, clip });
  const hit = (y) => site.page.evaluate((at) => document.elementFromPoint(50, at)?.id ?? '', y);
  assert.equal(await hit(70), 'control-half');
  assert.notEqual(await hit(50), 'control-half');
});

test('what the ui did not take is put back, though it says that nothing has changed', async () => {
  await show({ role: 'slider', name: 'slide', value: '3' }, { role: 'select', name: 'choice', value: 'one' }, 'button:other');
  await site.page.locator('#control-slide').press('ArrowRight');
  await site.page.locator('#control-choice').selectOption('two');
  assert.deepEqual(await acts(), [['slide', '4'], ['choice', 'two']]);
  await site.page.evaluate(() => window.mirror.update({ count: 3, changed: [] }));
  assert.equal(await site.page.locator('#control-slide').inputValue(), '3');
  assert.equal(await site.page.locator('#control-choice').inputValue(), 'one');
});

test('one control of many changes alone', async () => {
  await show('button:a', 'text:b', 'button:c');
  await site.page.evaluate(() =>
    window.mirror.update({ count: 3, changed: [[1, window.control({ role: 'text', name: 'b', value: 'news' }, 1)]] }));
  assert.equal(await site.page.locator('#control-b').textContent(), 'b: news');
  await site.page.evaluate(() => window.mirror.update({ count: 2, changed: [[1, window.control('button:c', 1)]] }));
  assert.deepEqual(await names(), ['a', 'c']);
});

test('nothing in the document changes when the list is the same', async () => {
  const list = [{ role: 'textbox', name: 't', value: '1', error: 'e', description: 'd' }, { role: 'select', name: 's', value: 'one' },
    { role: 'slider', name: 'l', value: '4', valueText: 'four' }, { role: 'text', name: 'n', value: '5' }, { role: 'pad', name: 'p' },
    { role: 'tab', name: 'x', checked: true }, { role: 'button', name: 'b', checked: true }];
  await show(...list);
  await site.page.evaluate(() => {
    window.changes = [];
    window.observer = new MutationObserver((records) => {
      for (const { type, target, attributeName } of records) window.changes.push([type, target.id, attributeName]);
    });
    window.observer.observe(document.getElementById('mirror'), { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await show(...list);
  assert.deepEqual(await site.page.evaluate(() => window.changes), []);
});
