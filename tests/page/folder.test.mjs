// The page needs its folder and nothing else, wherever the folder lies, and its security policy is as strict as it says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, openSite, press, until } from './browser.mjs';

const kFolder = '/courses/a b/2027/week 4/atelier/';
const kPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'worker-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

let site;
let page;
const outside = [];
before(async () => {
  site = await openSite({ prefix: kFolder, ready: false, init: noteViolations });
  ({ page } = site);
  await site.context.route((url) => /^http|^ws/.test(url.protocol) && !url.href.startsWith(new URL(site.server.url).href), (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  await page.reload();
  await until(page, (s) => s.dataset.train === 10_000 && s.dataset.test === 2_000);
});
after(() => site?.close());

/** In the page. */
function noteViolations() {
  window.violations = [];
  addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
}

async function openTab(name) {
  await page.getByRole('tab', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await page.getByRole('tab', { name, exact: true }).getAttribute('aria-selected'), 'true'));
}

test('a session of everything asks for nothing outside the folder and violates no policy', async () => {
  await press(page, 'Train');
  await until(page, (s) => s.epoch >= 1);
  await press(page, 'Pause');
  await page.getByRole('application').first().focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  await until(page, (s) => s.prediction !== null);
  await press(page, 'Save drawing');
  for (const name of ['Confusion', 'Mistakes', 'Gallery', 'Why', 'Wardrobe', 'Curves']) await openTab(name);
  await press(page, 'Share');
  await press(page, 'Copy link');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await press(page, 'Help');
  await page.keyboard.press('Escape');
  await press(page, 'Theme');
  await page.goto(`${site.server.url}examples/course.html`);
  await page.waitForTimeout(500);
  await page.goto(site.server.url);
  await until(page, (s) => s.dataset.train > 0);
  assert.deepEqual(outside, []);
  assert.deepEqual(site.server.requests.filter((path) => path.startsWith('outside:')), []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(site.errors, []);
});

test('the policy allows nothing but the site itself and WebAssembly, and no script of another kind runs', async () => {
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const policy = Object.fromEntries(content.split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources]));
  assert.deepEqual(policy, kPolicy);
  const violated = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.isInline = true;';
    document.head.append(script);
    await fetch('https://example.org/').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { isInline: window.isInline === true, kinds: window.violations.map((text) => text.split(' ')[0]) };
  });
  assert.deepEqual(violated, { isInline: false, kinds: ['script-src-elem', 'connect-src'] });
});
