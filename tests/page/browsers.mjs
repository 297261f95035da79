// The three browsers behind one interface: kBrowsers.NAME(url) opens the url in a new browser with a page of 1280 x 800 and resolves
// to {goto(url), evaluate(functionOrText, argument), drag(points), screenshot(), close()}. `drag` presses the mouse at the first of the points
// ([x, y] in the page), moves to the others and lets go: of one point it is a click. `evaluate` runs the function, with an argument that is plain data,
// or the text of an expression, in the page, and resolves to what comes of it; none of the drivers needs the page's security policy
// to allow it. `screenshot` resolves to the bytes of a PNG. When opening fails, nothing stays behind.

import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, launch } from './browser.mjs';
import { startDisplay } from './display.mjs';
import { within } from './time.mjs';

const toolchain = createRequire(new URL('../../.toolchain/', import.meta.url));
const kView = { width: 1280, height: 800 };

/** @param start a function of `atEnd`, which takes what must be undone at the end, last first */
function opener(start) {
  return async (url) => {
    const undo = [];
    const close = async () => {
      while (undo.length > 0) await within(20, 'end of the browser', undo.pop()()).catch((error) => console.error(error));
    };
    try {
      const { goto, ...session } = await start((step) => undo.push(step));
      await within(60, 'page', goto(url));
      return { ...session, goto, close };
    } catch (error) {
      await close();
      throw error;
    }
  };
}

async function startChromium(atEnd) {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-browser-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const context = await launch(folder, {});
  atEnd(() => context.close());
  const page = context.pages()[0];
  return {
    goto: (url) => page.goto(url),
    evaluate: (what, argument) => page.evaluate(what, argument),
    drag: (points) => dragMouse(page.mouse, points),
    screenshot: () => page.screenshot(),
  };
}

/** As Playwright and Puppeteer have it. */
async function dragMouse(mouse, [first, ...rest]) {
  await mouse.move(...first);
  await mouse.down();
  for (const point of rest) await mouse.move(...point);
  await mouse.up();
}

/** As WebDriver has it. */
async function dragByActions(driver, [first, ...rest]) {
  const to = ([x, y]) => ({ x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport' });
  const actions = driver.actions().move(to(first)).press();
  for (const point of rest) actions.move(to(point));
  await actions.release().perform();
}

/** Not headless: without a display, Firefox has no WebGL2. */
async function startFirefox(atEnd) {
  const display = await startDisplay();
  atEnd(display.close);
  const browser = await toolchain('puppeteer-core').launch({
    browser: 'firefox',
    executablePath: process.env.ATELIER_FIREFOX ?? '/usr/bin/firefox-esr',
    headless: false,
    // The window itself: Firefox 140, which a Debian without its updates has, cannot be given a viewport.
    defaultViewport: null,
    args: [`--width=${kView.width}`, `--height=${kView.height}`],
    env: { ...display.environment, MOZ_X11_EGL: '1' },
    userDataDir: join(display.folder, 'profile'),
    extraPrefsFirefox: { 'webgl.force-enabled': true },
    timeout: 60_000,
  });
  atEnd(() => browser.close());
  const page = (await browser.pages())[0];
  return {
    goto: (url) => page.goto(url),
    evaluate: (what, argument) => page.evaluate(what, argument),
    drag: (points) => dragMouse(page.mouse, points),
    screenshot: () => page.screenshot(),
  };
}

async function startWebkit(atEnd) {
  const display = await startDisplay();
  atEnd(display.close);
  // Only the site under test is opened, and the sandbox needs rights that a container does not have.
  display.environment.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = '1';
  const port = await freePort();
  display.start('WebKitWebDriver', [`--port=${port}`]);
  const { Builder } = toolchain('selenium-webdriver');
  const driver = await eventually(
    () => new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities({ browserName: 'MiniBrowser' }).build(), 20_000);
  atEnd(() => driver.quit());
  await resize(driver);
  return {
    goto: (url) => driver.get(url),
    evaluate: (what, argument) =>
      (typeof what === 'string' ? driver.executeScript(`return (${what});`) : driver.executeScript(what, argument)),
    drag: (points) => dragByActions(driver, points),
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
  };
}

/** Makes the page kView large; WebDriver sets the size of a window with its frame. */
async function resize(driver) {
  const window = driver.manage().window();
  await window.setRect(kView);
  const page = await driver.executeScript('return [innerWidth, innerHeight];');
  await window.setRect({ width: 2 * kView.width - page[0], height: 2 * kView.height - page[1] });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const kBrowsers = {
  Chromium: opener(startChromium),
  Firefox: opener(startFirefox),
  WebKit: opener(startWebkit),
};
