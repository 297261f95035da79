// Files of the learner's own: handed out as a download, or chosen from the device.

/** Saves bytes under this name, where browsers put what was downloaded.
 * @param {string} name
 * @param {Uint8Array} bytes */
export function save(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers begin to read late
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
