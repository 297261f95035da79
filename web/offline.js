// Registers the service worker, once the page is at work, and tells when a newer version of the site waits.

const kAfter = 3000; // milliseconds: the page's own files come first

/** @typedef {{takeOver: () => void}} Update */

/** @param {(update: Update) => void} onUpdate called when another version is ready; takeOver() reloads the page with it */
export function prepareOffline(onUpdate) {
  setTimeout(() => void register(onUpdate), kAfter);
}

/** @param {(update: Update) => void} onUpdate */
async function register(onUpdate) {
  let registration;
  try {
    registration = await navigator.serviceWorker.register('service_worker.js');
  } catch {
    return; // no secure origin, no storage, a sandboxed frame: the page needs the network, as it did
  }
  const tell = () => {
    const { waiting } = registration;
    if (waiting && navigator.serviceWorker.controller) onUpdate({ takeOver: () => takeOver(waiting) });
  };
  tell();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', tell);
  });
}

/** @param {ServiceWorker} waiting */
function takeOver(waiting) {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take over');
}
