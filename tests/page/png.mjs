// PNG files: screenshots, read without a browser, and grey pictures, written.

import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A grey PNG of 8 bits: `greyAt(x, y)` from 0 to 255. */
export function greyPng(width, height, greyAt) {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; ++y) for (let x = 0; x < width; ++x) rows[y * (width + 1) + 1 + x] = greyAt(x, y);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, body) {
  const bytes = Buffer.alloc(body.length + 12);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  body.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, body.length + 8)), body.length + 8);
  return bytes;
}

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
