// What the camera sees, as an element of the mirror: it asks for the camera when it appears and lets go of it when it is taken away.
//
// A frame of it can only be had by way of a canvas, whose pixels some privacy modes alter a little; files are never read so.

import { setAttribute } from './mirror_dom.js';

/** @type {import('./mirror_elements.js').Maker} */
export function makeCamera(binding) {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  /** @type {MediaStream | null} */
  let stream = null;
  let isOver = false;
  const stop = () => {
    isOver = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver) return stop(); // it was answered too late
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      if (!isOver) binding.sink.act(binding.control.id, refusalOf(error));
    }
  };
  void start();
  const show = (/** @type {import('./types.js').Control} */ control) => setAttribute(video, 'aria-label', control.name);
  return { inner: video, show, end: stop };
}

/** What a camera shows now, as the bytes of a PNG file; null where none shows anything.
 * @param {HTMLElement} root where it may be
 * @returns {Promise<Uint8Array | null>} */
export async function photograph(root) {
  const video = root.querySelector('video');
  if (!video || video.videoWidth === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}

/** @param {unknown} error */
function refusalOf(error) {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return 'The camera was not allowed. Allow it for this page in the browser, or bring a picture in another way.';
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'No camera was found.';
  if (name === 'NotReadableError') return 'The camera cannot be used: another program may have it.';
  return 'The camera could not be started.';
}
