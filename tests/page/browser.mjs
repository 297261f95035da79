// A headless Chromium and a page on the built site, for tests.
//
// openSite(options) serves the site, opens it and resolves to {page, context, server, errors, close()}; `errors` collects what the
// console and the page complained about. Options: `rules` and `prefix` as in server.mjs; `arguments` more flags for the browser;
// `context` options of the browser context (viewport, hasTouch ...); `init` a function to run in the page before its scripts;
// `intro: true` to be there for the first time, with the introduction; `ready: false` not to wait for the first dataset; `warm: true` to let the browser's graphics start first, as they have where a
// person browses; `browser` one of launchBrowser() to open a window of its own in, instead of a whole browser (takes no `arguments`).

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { startServer } from './server.mjs';

const { chromium } = createRequire(new URL('../../.toolchain/', import.meta.url))('playwright-core');

export const site = process.env.ATELIER_SITE ?? fileURLToPath(new URL('../../build/site', import.meta.url));

export const kFlags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
];

export const chromiumPath = process.env.ATELIER_CHROMIUM ?? '/usr/bin/chromium';

/** A browser for several sites, one after the other. */
export function launchBrowser() {
  return chromium.launch({ executablePath: chromiumPath, args: kFlags });
}

const kViewport = { width: 1280, height: 800 };

/** Starts the browser; tried again, for on a machine under heavy load its own processes sometimes miss each other. */
export async function launch(folder, options, tries = 3) {
  try {
    return await chromium.launchPersistentContext(folder, {
      executablePath: chromiumPath,
      args: [...kFlags, ...(options.arguments ?? [])],
      viewport: kViewport,
      ...options.context,
    });
  } catch (error) {
    if (tries === 1) throw error;
    return launch(folder, options, tries - 1);
  }
}

export async function openSite(options = {}) {
  const server = await startServer(site, { prefix: options.prefix, rules: options.rules });
  const folder = await mkdtemp(join(tmpdir(), 'atelier-browser-'));
  const context = options.browser
    ? await options.browser.newContext({ viewport: kViewport, ...options.context })
    : await launch(folder, options);
  if (!options.intro) await context.addInitScript(putIntroductionAway);
  if (options.init) await context.addInitScript(options.init);
  const page = context.pages()[0] ?? (await context.newPage());
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  if (options.warm) await startGraphics(page);
  const close = async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await page.goto(server.url);
    if (options.ready !== false) await whenReady(page);
  } catch (error) {
    await close();
    throw error;
  }
  return { page, context, server, errors, close };
}

/** In the page: as first_visit.js remembers it. */
function putIntroductionAway() {
  try {
    localStorage.setItem(`atelier introduced ${new URL('.', location.href).pathname}`, 'yes');
  } catch {
    // about:blank has no storage
  }
}

/** The browser starts its graphics process for the first page that draws, which takes a second or two with a software renderer. */
async function startGraphics(page) {
  await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    gl?.clear(gl.COLOR_BUFFER_BIT);
    gl?.finish();
  });
  await page.waitForTimeout(1500);
}

/** Until the page can be used: the engine answered and the first shard is here. */
export async function whenReady(page) {
  await until(page, (state) => state.dataset.train > 0 && state.recipe !== '');
}

/** Opens the site as at a first visit: whatever was kept is deleted. */
export async function openAnew({ page, server }) {
  await page.goto(new URL('licenses.txt', server.url).href); // the page has left, and has its database no longer open
  await page.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(`atelier ${new URL('.', location.href).pathname}`);
    request.onsuccess = resolve;
    request.onerror = request.onblocked = () => reject(new Error('the database stays'));
  }));
  await page.goto(server.url);
}

/** window.atelier.state(), or null before there is one. */
export function stateOf(page) {
  return page.evaluate(() => window.atelier?.state() ?? null);
}

/** Asks until `holds(state)` is true, and resolves to that state. (Playwright's own waiting evaluates text inside the page, which the
 * page's security policy forbids.) */
export async function until(page, holds, timeout = 30_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const state = await stateOf(page);
    if (state && holds(state)) return state;
    if (Date.now() > end) throw new Error(`still not, after ${timeout / 1000} s: ${holds}\nstate: ${JSON.stringify(state)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Until the engine has said what it makes of the drawing as it is; resolves to the state. */
export async function answered(page) {
  await until(page, (s) => s.prediction !== null && !s.awaitsAnswer);
  await drawn(page);
  return stateOf(page);
}

/** Calls `check` until it no longer throws. */
export async function eventually(check, timeout = 10_000) {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Until what happened so far is drawn and mirrored. */
export function drawn(page) {
  return page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  }));
}

/** One command of the protocol, as an embedding page would give it. */
export function command(page, name, body = {}) {
  return page.evaluate(([n, b]) => window.atelier.command(n, b), [name, body]);
}

/** Presses the button of exactly this name by the keyboard, once it is switched on. */
export async function press(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  await eventually(async () => {
    if ((await button.getAttribute('aria-disabled')) !== null) throw new Error(`the button ${name} is switched off`);
  });
  await button.focus();
  await page.keyboard.press('Enter');
}
