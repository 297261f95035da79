// Real tabs, one in front of the other. Playwright keeps every page visible and focused, so this speaks the browser's debugging
// protocol itself, over a pipe.
//
// openTabs(url) resolves to {evaluate(expression), hide(), show(), close()}: a tab on the url, and another that hide() brings to the
// front of it.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, kFlags } from './browser.mjs';

export async function openTabs(url) {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-tabs-'));
  const browser = spawn(
    chromiumPath,
    [...kFlags, '--headless=new', `--user-data-dir=${folder}`, '--window-size=1280,800', '--remote-debugging-pipe', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  const call = makeCaller(browser.stdio[3], browser.stdio[4]);
  const { targetId } = await call('Target.createTarget', { url });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const front = await call('Target.createTarget', { url: 'about:blank', background: true });
  await call('Target.activateTarget', { targetId });
  return {
    hide: () => call('Target.activateTarget', { targetId: front.targetId }),
    show: () => call('Target.activateTarget', { targetId }),
    evaluate: async (expression) => {
      const answer = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
      if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
      return answer.result.value;
    },
    close: async () => {
      await call('Browser.close');
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Messages on the pipe are JSON texts that end in a zero byte. */
function makeCaller(input, output) {
  const waiting = new Map();
  let last = 0;
  let buffer = '';
  output.setEncoding('utf8');
  output.on('data', (text) => {
    buffer += text;
    const messages = buffer.split('\0');
    buffer = messages.pop();
    for (const message of messages.map((each) => JSON.parse(each))) {
      const answer = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) answer?.reject(new Error(message.error.message));
      else answer?.resolve(message.result);
    }
  });
  return (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}
