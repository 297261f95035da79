// Hands a file to the browser's downloads.

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {string} type
 * @returns {string} a sentence where the page may not download, or may not be able to; else ""
 */
export function saveFile(bytes, name, type) {
  const allowed = mayDownload();
  if (allowed === false) {
    return 'The frame that this page is shown in allows no downloads, so the drawing cannot be saved from here: open the page in a tab of its own.';
  }
  const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the download may begin late
  return allowed ? '' : `The drawing was handed to the browser as ${name}. If it does not arrive, the frame that this page is shown in allows no downloads: open the page in a tab of its own.`;
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
