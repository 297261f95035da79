// What was drawn, on the pad of the page without a canvas: paints the bytes that go to the engine. Nothing is read back.

/**
 * @param {HTMLElement} root where the pads are
 * @param {Uint8Array} greys a square, row by row
 */
export function showDrawing(root, greys) {
  const pad = root.querySelector('[role="application"]');
  const side = Math.round(Math.sqrt(greys.length));
  if (!pad || side * side !== greys.length || side === 0) return;
  let picture = pad.querySelector('canvas');
  if (!picture) {
    picture = document.createElement('canvas');
    pad.append(picture);
  }
  if (picture.width !== side) picture.width = picture.height = side;
  const pixels = new ImageData(side, side);
  for (let i = 0; i < greys.length; ++i) pixels.data.set([greys[i], greys[i], greys[i], 255], 4 * i);
  picture.getContext('2d')?.putImageData(pixels, 0, 0);
}
