// Screenshots, read without a browser.

import { inflateSync } from 'node:zlib';

/** How many different colours a PNG of 8 bits a channel has, every seventh pixel looked at: 1 is a blank picture. */
export function colours(png) {
  const { pixels, channels } = readPng(png);
  const seen = new Set();
  for (let i = 0; i + 2 < pixels.length; i += 7 * channels) seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
  return seen.size;
}

/** The rows of a PNG (ISO/IEC 15948) of red, green and blue, perhaps alpha, not interlaced, as browsers write them. */
function readPng(png) {
  const chunks = [];
  let header;
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') chunks.push(body);
    at += length + 12;
  }
  const [depth, type, , , interlace] = header.subarray(8);
  const channels = { 2: 3, 6: 4 }[type];
  if (depth !== 8 || channels === undefined || interlace !== 0) throw new Error(`not such a PNG: ${[...header]}`);
  return { channels, pixels: unfilter(inflateSync(Buffer.concat(chunks)), header.readUInt32BE(0) * channels, channels) };
}

/** Each row begins with the number of its filter, by which its bytes are differences from their neighbours'. */
function unfilter(rows, width, channels) {
  const height = rows.length / (width + 1);
  const pixels = Buffer.alloc(width * height);
  for (let y = 0; y < height; ++y) {
    const filter = rows[y * (width + 1)];
    for (let x = 0; x < width; ++x) {
      const at = y * width + x;
      const left = x >= channels ? pixels[at - channels] : 0;
      const up = y > 0 ? pixels[at - width] : 0;
      const corner = x >= channels && y > 0 ? pixels[at - width - channels] : 0;
      pixels[at] = rows[y * (width + 1) + 1 + x] + guess(filter, left, up, corner);
    }
  }
  return pixels;
}

function guess(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left, up, corner) {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
