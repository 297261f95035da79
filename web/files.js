// Files of the learner's own: handed out as a download, or chosen from the device.

/** Hands a file to the browser's downloads.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {string} what it is, in a sentence: "the drawing"
 * @param {string} type
 * @returns {string} a sentence where the page may not download, or may not be able to; else ""
 */
export function saveFile(bytes, name, what, type) {
  const allowed = mayDownload();
  if (allowed === false) {
    return `The frame that this page is shown in allows no downloads, so ${what} cannot be saved from here: open the page in a tab of its own.`;
  }
  const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the download may begin late
  return allowed ? '' : `${name} was handed to the browser. If it does not arrive, the frame that this page is shown in allows no downloads: open the page in a tab of its own.`;
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
