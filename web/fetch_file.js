// One file of the site as bytes, inflated when its name ends in ".gz".
//
// A server may send a ".gz" file with "Content-Encoding: gzip", and then the browser has inflated it already: the first two
// bytes tell. Whatever goes wrong is thrown as an Error whose message is a reason that a sentence can end in:
// "404", "the server cannot be reached".

const kSilence = 30_000; // milliseconds without a byte after which a transfer counts as dead

/**
 * @param {URL} url
 * @param {boolean} again true after a failure: the browser's cache is passed by, for what it holds may be the fault
 * @param {number} most bytes: of a longer file its beginning, and more than that
 * @returns {Promise<Uint8Array>}
 */
export async function fetchFile(url, again = false, most = Infinity) {
  const bytes = await download(url, again ? 'reload' : 'no-cache', most);
  return url.pathname.endsWith('.gz') && isGzip(bytes) ? inflate(bytes) : bytes;
}

/**
 * @param {URL} url
 * @param {RequestCache} cache
 * @param {number} most
 */
async function download(url, cache, most) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), kSilence);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let length = 0;
  try {
    const response = await fetch(url, { cache, signal: abort.signal });
    if (!response.ok) throw new Reason(String(response.status));
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), kSilence);
      parts.push(part.value);
      length += part.value.length;
      if (length > most) void reader?.cancel().catch(() => {});
    }
  } catch (error) {
    if (error instanceof Reason) throw error;
    throw new Reason(abort.signal.aborted ? 'the server stopped answering' : 'the server cannot be reached');
  } finally {
    clearTimeout(timer);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {Uint8Array} bytes */
function isGzip(bytes) {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** @param {Uint8Array} bytes gzip'd @returns {Promise<Uint8Array>} */
export async function inflate(bytes) {
  if (typeof DecompressionStream === 'undefined') {
    throw new Reason('this browser cannot inflate gzip files (it has no DecompressionStream); a newer one can');
  }
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new Reason('it is damaged: its gzip data ends early or does not add up');
  }
}

class Reason extends Error {}
