// How a peer is timed in the page.

const now = () => performance.now() / 1000;

/** Runs of `step`, a second. `settle` resolves when all that was asked for is done; it is called every `between` steps and last. */
async function stepsPerSecond(peer, seconds) {
  const begin = now();
  let steps = 0;
  do {
    peer.step();
    ++steps;
    if (peer.settle && steps % peer.between === 0) await peer.settle();
  } while (now() - begin < seconds);
  if (peer.settle) await peer.settle();
  return steps / (now() - begin);
}

/** Calls of `peer.step` a second in each of `windows` windows, after a warm-up of one; fewer windows when they take longer than
 * `limit` seconds together. */
export async function measure(peer, { windows, seconds, limit }) {
  const end = now() + limit;
  await stepsPerSecond(peer, seconds);
  const rates = [];
  do rates.push(await stepsPerSecond(peer, seconds));
  while (rates.length < windows && now() < end);
  return rates;
}

/** The images that scripts/bench draws: [{pixels: Float32Array of 784 numbers from -0.5 to 0.5, label}]. */
export async function fetchImages(url, count) {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const all = bytes.length / 785;
  return Array.from({ length: count }, (_, i) => ({
    pixels: Float32Array.from(bytes.subarray(i * 784, (i + 1) * 784), (byte) => byte / 255 - 0.5),
    label: bytes[all * 784 + i],
  }));
}
