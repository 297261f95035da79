// The worker: holds the engine's Session, gives it time in slices, and carries messages and files.
//
// Between two slices it returns to its message queue by way of a MessageChannel, so that a pause or a stroke is answered at
// once, in a hidden tab too, where timers are held back. Timers serve only the slow speeds.
//
// Beside the protocol it posts one note, {type: "died", text}: something threw or trapped. The instance is not used again; the
// page ends this worker and starts another.

import createEngine from './engine.js';
import { moduleOptions, siteFile } from './worker_files.js';

const kSlice = 12; // milliseconds
const kShortSlice = 4; // while somebody draws, or does anything else that wants answers
const kAttention = 200; // so long after the last message

/** @type {import('./engine.js').Session | null} */
let session = null;
const turns = new MessageChannel();
let turnIsDue = false;
let timer = 0;
let heard = -Infinity; // when the last message came
/** Paths that were asked for before: the engine asks again only when something was wrong.
 * @type {Set<string>} */
const asked = new Set();

turns.port1.onmessage = () => {
  turnIsDue = false;
  use(turn);
};
self.onmessage = (event) => {
  heard = performance.now();
  use((engine) => engine.handle(event.data));
  takeTurn();
};
self.addEventListener('error', (event) => die(event.error ?? event.message));
self.addEventListener('unhandledrejection', (event) => die(event.reason));

moduleOptions().then(createEngine).then((/** @type {import('./engine.js').MainModule} */ engine) => {
  session = new engine.Session();
  takeTurn();
}, die);

/** The one door to the instance: what it queued goes out after every call, and a throw ends it.
 * @param {(engine: import('./engine.js').Session) => void} call */
function use(call) {
  if (!session) return;
  try {
    call(session);
    sendEvents(session);
    startFetches(session);
  } catch (error) {
    die(error);
  }
}

/** @param {import('./engine.js').Session} engine */
function turn(engine) {
  const wait = engine.work(performance.now() - heard < kAttention ? kShortSlice : kSlice);
  if (wait === 0) takeTurn();
  if (wait > 0) timer = setTimeout(takeTurn, wait);
}

function takeTurn() {
  clearTimeout(timer);
  if (turnIsDue) return;
  turnIsDue = true;
  turns.port2.postMessage(null);
}

/** @param {import('./engine.js').Session} engine */
function sendEvents(engine) {
  for (let event = engine.nextEvent(); event; event = engine.nextEvent()) {
    self.postMessage(event, { transfer: event.bulk ? [event.bulk.buffer] : [] });
  }
}

/** @param {import('./engine.js').Session} engine */
function startFetches(engine) {
  for (let path = engine.nextFetch(); path !== ''; path = engine.nextFetch()) void fetchFor(path);
}

/** @param {string} path */
async function fetchFor(path) {
  const again = asked.has(path);
  asked.add(path);
  try {
    const bytes = await siteFile(path, again);
    use((engine) => engine.fetched(path, bytes));
  } catch (error) {
    use((engine) => engine.fetchFailed(path, error instanceof Error ? error.message : String(error)));
  }
  takeTurn();
}

/** @param {unknown} error */
function die(error) {
  session = null;
  self.postMessage({ type: 'died', text: error instanceof Error ? error.message : String(error) });
}
