// What holds of any message from the page around an embedded one (web/embedding.js): one answer at most, "done" or an error that is a
// sentence, and nothing else reaches the ui than what EMBED.md promises; after an error nothing has. For ATELIER_FUZZ_SECONDS, else 60,
// messages are made of those that are understood, by changes drawn from a seed, which is printed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const kOrigin = 'https://course.example';
const kSeeds = [
  { type: 'hello' }, { type: 'load', link: 'recipe=lab-16&hide=draw' }, { type: 'play' }, { type: 'pause' }, { type: 'step', of: 'epoch' },
  { type: 'step' }, { type: 'reset' }, { type: 'setRecipe', recipe: 'conv 4x3 | dense 10 ; seed 1' }, { type: 'getState' },
  { type: 'draw', strokes: [[[0.1, 0.2], [0.9, 0.8]], [[0, 1]]] },
];
const kOdd = [undefined, null, true, 0, -1, 0.5, 1, 1e300, NaN, Infinity, 2n ** 70n, '', 'batch', 'x'.repeat(9000), '\u0000\ud800', '__proto__',
  'constructor', 'toString', [], {}, [[]], [[[]]], [[[0.5]]], [[[0.5, 2]]], [[0.5, 2]], [[-0.1, 0.5]], [0.5, 2], [[['0', '0']]], [null], new Date(0), new Map(), new Uint8Array(3), /x/];

/** mulberry32. */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The embedded page without a browser: what it said, what its ui was asked for, and a way to speak to it. */
async function embedded() {
  const said = [];
  const acts = [];
  const listeners = [];
  const parent = { postMessage: (message) => said.push(structuredClone(message)) };
  Object.assign(globalThis, {
    window: { parent },
    addEventListener: (type, listen) => type === 'message' && listeners.push(listen),
    document: { documentElement: {} },
    getComputedStyle: () => ({ fontSize: '16px' }),
  });
  const { Embedding } = await import('../../web/embedding.js');
  const state = {
    recipe: 'conv', classes: ['a'], link: '', dataset: { train: 1 }, epoch: 0, runId: 1, phase: 'ready', prediction: null, notices: [], failed: null,
  };
  const ui = {
    state: () => state,
    neededHeight: () => 100,
    command: (name, body) => {
      acts.push([name, body]);
      return '';
    },
    act: (...given) => acts.push(['act', given]),
    padPointer: (...given) => acts.push(['pad', given]),
  };
  const use = (f) => f(ui);
  new Embedding({ ask: use, call: use, callNow: use }, (link) => acts.push(['link', link]));
  const hear = (data, origin = kOrigin) => {
    said.length = acts.length = 0;
    for (const listen of listeners) listen({ data, origin, source: parent });
    return { said: [...said], acts: [...acts] };
  };
  return hear;
}

/** What may reach the ui. */
function isPromised([name, given]) {
  if (name === 'link') return typeof given === 'string' && given.length <= 8000;
  if (name === 'setRecipe') return typeof given.recipe === 'string' && given.recipe.length <= 8000;
  if (name === 'act') return given[0] === 'clear';
  if (name === 'pad') return given.slice(2, 4).every((x) => typeof x === 'number' && x >= 0 && x <= 1);
  return ['train', 'pause', 'stepBatch', 'stepEpoch', 'reset'].includes(name);
}

function holds(message, { said, acts }) {
  assert.ok(said.length <= 1, `${said.length} answers`);
  const isOurs = typeof message === 'object' && message !== null && 'atelier' in message;
  assert.equal(said.length, isOurs ? 1 : 0);
  if (!isOurs) return assert.equal(acts.length, 0);
  const [answer] = said;
  assert.equal(answer.atelier, 1);
  assert.ok(acts.every(isPromised), JSON.stringify(acts.find((act) => !isPromised(act))));
  if (answer.type === 'done') return;
  assert.equal(answer.type, 'error');
  assert.match(answer.text, /^.{5,300}\.$/su);
  assert.equal(acts.length, 0, 'an error changes nothing');
}

test('any message gets one answer, and an error changes nothing', async () => {
  const hear = await embedded();
  assert.equal(hear({ atelier: 1, type: 'play' }).said[0].type, 'error', 'hello comes first');
  hear({ atelier: 1, type: 'hello' });
  await new Promise((resolve) => setTimeout(resolve, 400)); // it looks whether the engine is there
  for (const seed of kSeeds) assert.equal(hear({ atelier: 1, id: 7, ...seed }).said[0].type, 'done', seed.type);
  const from = Number(process.env.ATELIER_FUZZ_SEED ?? Date.now() % 2 ** 31);
  const draw = random(from);
  const pick = (list) => list[Math.floor(draw() * list.length)];
  const odd = (depth) => (depth > 0 && draw() < 0.3 ? Array.from({ length: Math.floor(4 * draw()) }, () => odd(depth - 1)) : pick(kOdd));
  const end = Date.now() + 1000 * Number(process.env.ATELIER_FUZZ_SECONDS ?? 60);
  let count = 0;
  for (; Date.now() < end; ++count) {
    const message = { atelier: 1, id: count, ...structuredClone(pick(kSeeds)) };
    for (let changes = 1 + Math.floor(3 * draw()); changes > 0; --changes) {
      const field = pick(['atelier', 'id', 'type', 'link', 'of', 'recipe', 'strokes', 'strokes', '__proto__', 'x']);
      if (draw() < 0.15) delete message[field];
      else if (field === 'strokes' && Array.isArray(message.strokes) && draw() < 0.7) message.strokes.splice(Math.floor(3 * draw()), 1, odd(3));
      else Object.defineProperty(message, field, { value: odd(3), enumerable: true, configurable: true, writable: true });
    }
    const sent = draw() < 0.02 ? odd(2) : message;
    try {
      holds(sent, hear(sent));
      if (draw() < 0.01) assert.equal(hear(message, 'https://else.example').said.length, 0, 'another origin');
    } catch (error) {
      console.log(`# seed ${from}, message ${count}:`, sent);
      throw error;
    }
  }
  console.log(`# seed ${from}: ${count} messages`);
});
