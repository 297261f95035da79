// Files of the learner's own: handed out as a download, or chosen from the device.

import { handOver } from './hand_over.js';

const kLongest = 1_000_000; // bytes of a file that can be an address

/** Hands a file to the browser's downloads. In a frame that may not download, or may not be able to, it offers what else can be done.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {string} what it is, in a sentence: "the drawing"
 * @param {string} type
 */
export function saveFile(bytes, name, what, type) {
  const allowed = mayDownload();
  const blob = new Blob([/** @type {BlobPart} */ (bytes)], { type });
  if (allowed !== false) download(blob, name);
  if (allowed !== true) void offerInstead(blob, name, what, allowed === null);
}

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the download may begin late
}

/** @param {Blob} blob @param {string} name @param {string} what @param {boolean} isTried */
async function offerInstead(blob, name, what, isTried) {
  const why = isTried
    ? `${name} was handed to the browser. If it does not arrive, the frame that this page is shown in allows no downloads.`
    : `The frame that this page is shown in allows no downloads, so ${what} cannot be saved from here.`;
  const text = blob.size <= kLongest ? await addressOf(blob) : '';
  const how = text
    ? 'Copy the address below, which holds all of it, and open it in a new tab: or open this page in a tab of its own, where files can be saved.'
    : 'Open this page in a tab of its own, where files can be saved.';
  handOver({ title: `Save ${what}`, why: `${why} ${how}`, text, acts: [['Open in a tab', openInTab]] });
}

/** @param {Blob} blob @returns {Promise<string>} a data: address */
function addressOf(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => resolve('');
    reader.readAsDataURL(blob);
  });
}

function openInTab() {
  if (!window.open(location.href, '_blank')) return 'The frame allows no new tabs either. Its address is the one to open: ' + location.href;
  return self.origin === 'null' ? 'It is open. What you made here is not in it: this frame shares nothing with it.' : 'It is open.';
}

/** Browsers tell nobody that they kept a download back. Of a frame of another site it cannot be known.
 * @returns {boolean | null} */
function mayDownload() {
  if (window.parent === window) return true;
  try {
    const sandbox = window.frameElement?.getAttribute('sandbox');
    if (window.frameElement) return typeof sandbox !== 'string' || sandbox.split(/\s+/).includes('allow-downloads');
  } catch {
    // another site's
  }
  return null;
}

/** Lets somebody choose a file, soon after an act of theirs.
 * @param {string} accept as of an input
 * @param {number} most bytes: of a longer file its beginning, and one more
 * @returns {Promise<Uint8Array | null>} null: nothing was chosen */
export function choose(accept, most) {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (!file) return resolve(null);
      file
        .slice(0, most + 1)
        .arrayBuffer()
        .then((buffer) => resolve(new Uint8Array(buffer)), reject);
    });
    input.click();
  });
}
