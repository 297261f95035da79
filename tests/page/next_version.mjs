// The site's next version, as a server that is told to misbehave (server.mjs) has it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { eventually } from './browser.mjs';

/**
 * From here on the server has it: page.js and the service worker's word for it are others. With `isTorn` page.js is still the old one.
 * @param {{url: string, rules: any}} server
 */
export async function publishNextVersion({ url, rules }, { isTorn = false } = {}) {
  const page = Buffer.from(await (await fetch(`${url}page.js`)).arrayBuffer());
  const next = Buffer.concat([page, Buffer.from('\nwindow.isNextVersion = true;\n')]);
  const hash = createHash('sha256').update(next).digest('base64');
  if (!isTorn) rules['page.js'] = () => next;
  rules['service_worker.js'] = (bytes) => {
    const text = bytes.toString().replace(/(\["page.js", "sha256-)[^"]*"\]/, `$1${hash}"]`);
    return Buffer.from(text.replace(/(\$\{kPrefix\})(\w{12})/, '$1next00000000'));
  };
}

/** In the page. */
export const isNext = (page) => page.evaluate(() => window.isNextVersion === true);

/** Has the page look for it; resolves once it waits for the page to end. */
export async function nextWaits(page) {
  await page.evaluate(lookForNext);
  await eventually(async () => assert.ok(await page.evaluate(isWaiting)), 15_000);
}

export async function lookForNext() {
  await (await navigator.serviceWorker.getRegistration()).update().catch(() => {});
}

export async function isWaiting() {
  return Boolean((await navigator.serviceWorker.getRegistration()).waiting);
}

/** Until the service worker has everything of the site. */
export async function whenKept(page) {
  await eventually(async () => assert.ok(await page.evaluate(isKept)), 30_000);
}

async function isKept() {
  return (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated';
}
