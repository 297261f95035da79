// web/engine_watch.js under Node, with a worker and a clock that do as they are told.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { EngineWatch } from '../../web/engine_watch.js';

let workers, lost, slow, heard, now, watch;

class FakeWorker {
  constructor() {
    this.sent = [];
    this.ended = false;
    workers.push(this);
  }
  postMessage(message) {
    this.sent.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(type) {
    this.onmessage({ data: { version: 1, type, body: {} } });
  }
}

/** Lets seconds go by; an answering worker answers every ping. */
function pass(seconds, { answering = true } = {}) {
  for (let i = 0; i < seconds * 10; ++i) {
    now += 100;
    mock.timers.tick(100);
    const worker = workers.at(-1);
    if (answering && worker.sent.at(-1)?.type === 'ping') worker.say('pong');
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  workers = [];
  lost = [];
  slow = [];
  heard = [];
  now = 0;
  globalThis.document = { hidden: false };
  performance.now = () => now;
  watch = new EngineWatch(() => new FakeWorker(), {
    onMessage: (message) => heard.push(message.type),
    onLost: (text, final) => lost.push([text, final]),
    onSlow: (text) => slow.push(text),
  });
});

test('a worker that answers is kept, and its pongs are kept from the page', () => {
  workers[0].say('ready');
  pass(120);
  assert.deepEqual([workers.length, lost.length, heard], [1, 0, ['ready']]);
});

test('a busy worker whose messages keep coming is kept, though it answers no ping', () => {
  workers[0].say('ready');
  for (let i = 0; i < 60; ++i) {
    pass(1, { answering: false });
    workers[0].say('progress');
  }
  assert.equal(lost.length, 0);
});

test('a silent worker is ended within 5 s, whenever its silence begins, and not before 3 s', () => {
  for (let begin = 30; begin < 31; begin += 0.1) {
    workers.at(-1).say('ready');
    pass(begin);
    pass(3, { answering: false });
    assert.equal(lost.length, 0);
    pass(1.5, { answering: false }); // the rest is for a page that is busy
    assert.equal(lost.length, 1);
    mock.timers.tick(1000);
    lost = [];
  }
});

test('after a silent worker another one is started', () => {
  workers[0].say('ready');
  pass(30);
  pass(5, { answering: false });
  assert.equal(lost.length, 1);
  assert.match(lost[0][0], /stopped answering/);
  assert.ok(workers[0].ended);
  mock.timers.tick(1000);
  assert.equal(workers.length, 2);
});

test('what an ended worker still says is not heard', () => {
  workers[0].say('ready');
  pass(5, { answering: false });
  workers[0].say('progress');
  workers[0].onerror({ preventDefault() {}, message: 'late' });
  assert.deepEqual([heard, lost.length], [['ready'], 1]);
});

test('silence while the page is hidden counts for nothing', () => {
  workers[0].say('ready');
  document.hidden = true;
  pass(600, { answering: false });
  document.hidden = false;
  pass(2, { answering: false });
  pass(10);
  assert.equal(lost.length, 0);
});

test('silence while the page itself was held up counts for nothing', () => {
  workers[0].say('ready');
  for (let minute = 0; minute < 10; ++minute) {
    now += 60_000;
    mock.timers.tick(1000);
  }
  assert.equal(lost.length, 0);
});

test('a note of death ends the worker, and commands until the next "ready" are dropped', () => {
  workers[0].say('ready');
  workers[0].onmessage({ data: { type: 'died', text: 'unreachable' } });
  assert.deepEqual(lost, [['The engine stopped (unreachable). A new one goes on from the last checkpoint.', false]]);
  mock.timers.tick(1000);
  watch.send({ version: 1, type: 'train', body: {} });
  assert.equal(workers[1].sent.length, 0);
  workers[1].say('ready');
  watch.send({ version: 1, type: 'train', body: {} });
  assert.equal(workers[1].sent.length, 1);
});

test('after three quick deaths in a row no worker is started', () => {
  for (let i = 0; i < 3; ++i) {
    workers.at(-1).onerror({ preventDefault() {}, message: '' });
    mock.timers.tick(2000);
  }
  assert.deepEqual(lost.map(([, final]) => final), [false, false, true]);
  assert.match(lost[2][0], /Reload the page/);
  mock.timers.tick(60_000);
  assert.equal(workers.length, 3);
});

test('a death after a long life is not one of three', () => {
  for (let i = 0; i < 6; ++i) {
    workers.at(-1).say('ready');
    pass(25);
    workers.at(-1).onmessage({ data: { type: 'died', text: 'x' } });
    mock.timers.tick(1000);
  }
  assert.ok(lost.every(([, final]) => !final));
});

test('a death after a checkpoint is not one of three, for the next worker begins further on', () => {
  for (let i = 0; i < 6; ++i) {
    workers.at(-1).say('ready');
    workers.at(-1).say('checkpoint');
    workers.at(-1).onmessage({ data: { type: 'died', text: 'x' } });
    mock.timers.tick(1000);
  }
  assert.equal(workers.length, 7);
  assert.ok(lost.every(([, final]) => !final));
});

test('a worker without "ready" for 15 s is reported but not ended, and the report is taken back', () => {
  pass(16);
  assert.equal(slow.length, 1);
  assert.match(slow[0], /15 seconds/);
  assert.ok(!workers[0].ended);
  workers[0].say('ready');
  assert.deepEqual(slow.slice(1), ['']);
});

test('a bulk is transferred, not copied', () => {
  workers[0].say('ready');
  const given = [];
  workers[0].postMessage = (message, transfer) => given.push(transfer);
  const bulk = new Uint8Array(4);
  watch.send({ version: 1, type: 'draw', body: {}, bulk });
  assert.deepEqual(given, [[bulk.buffer]]);
});
