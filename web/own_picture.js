// Pictures of one's own come in: chosen, dropped anywhere on the page, or pasted. Their bytes go to the engine as they are; nothing
// here looks into them.

import { choose } from './files.js';

const kMost = 16 * 2 ** 20; // bytes that the engine opens; it gets one more of a longer file, and says what is wrong

/**
 * @typedef {object} PictureSink
 * @property {(bytes: Uint8Array) => void} open
 * @property {(sentence: string) => void} refuse
 * @property {(isOver: boolean) => void} drag a file is dragged over the page, or no longer
 */

/** Listens for files that are dropped or pasted.
 * @param {PictureSink} sink */
export function watchPictures(sink) {
  const isOfFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  for (const type of /** @type {const} */ (['dragenter', 'dragover'])) {
    addEventListener(type, (event) => {
      if (!isOfFiles(event)) return;
      event.preventDefault(); // or the browser would leave the page for the file
      sink.drag(true);
    });
  }
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) sink.drag(false); // it left the window
  });
  addEventListener('drop', (event) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    sink.drag(false);
    void take(event.dataTransfer?.files, sink, 'What was dropped is not a file that can be read.');
  });
  addEventListener('paste', (event) => {
    const files = event.clipboardData?.files;
    if (!files || files.length === 0) return; // words, for the field that has the focus
    event.preventDefault();
    void take(files, sink, '');
  });
}

/** Has the browser ask for a file. To be called just after a press.
 * @param {PictureSink} sink */
export function choosePicture(sink) {
  choose('image/png,image/jpeg', kMost).then((bytes) => bytes && sink.open(bytes), () => sink.refuse('The file cannot be read: it was moved or changed meanwhile.'));
}

/** The first of the files.
 * @param {FileList | null | undefined} files
 * @param {PictureSink} sink
 * @param {string} otherwise what is said where there is none */
async function take(files, sink, otherwise) {
  const file = files?.[0];
  if (!file) return sink.refuse(otherwise);
  try {
    sink.open(new Uint8Array(await file.slice(0, kMost + 1).arrayBuffer()));
  } catch {
    sink.refuse(`The file ${file.name} cannot be read: it is a folder, or was moved or changed meanwhile.`);
  }
}
