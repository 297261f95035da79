// web/fetch_file.js under Node: the bytes of a file however a server sends it, or the reason why not.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fetchFile } from '../../web/fetch_file.js';
import { startServer } from './server.mjs';

const kBytes = Buffer.from('a shard of pictures, '.repeat(1000));
let folder;
let server;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-files-'));
  await writeFile(join(folder, 'shard.gz'), gzipSync(kBytes));
  await writeFile(join(folder, 'plain.gz'), kBytes);
  await writeFile(join(folder, 'model.bin'), kBytes);
  await writeFile(join(folder, 'empty'), '');
  server = await startServer(folder);
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = async (name, rule) => {
  server.rules[name] = rule;
  return Buffer.from(await fetchFile(new URL(name, server.url)));
};

test('a .gz file is inflated', async () => assert.ok((await get('shard.gz')).equals(kBytes)));

test('a .gz file that the browser inflated already is left as it is', async () => {
  assert.ok((await get('shard.gz', { encoding: 'gzip' })).equals(kBytes));
  assert.ok((await get('plain.gz')).equals(kBytes));
});

test('another file is left as it is', async () => {
  assert.ok((await get('model.bin')).equals(kBytes));
  assert.equal((await get('empty')).length, 0);
});

test('of a file that is too long it is enough to know that', async () => {
  server.rules['model.bin'] = () => Buffer.alloc(30_000_000);
  const { length } = await fetchFile(new URL('model.bin', server.url), false, 1000);
  assert.ok(length > 1000 && length < 30_000_000, String(length));
});

test('a missing file is refused with its number', () => assert.rejects(get('none.gz'), { message: '404' }));

test('a server that does not answer is refused', () =>
  assert.rejects(get('model.bin', 'cut'), { message: 'the server cannot be reached' }));

test('a .gz file that is cut or altered is refused', async () => {
  await assert.rejects(get('shard.gz', (bytes) => bytes.subarray(0, 60)), /damaged/);
  await assert.rejects(get('shard.gz', (bytes) => bytes.fill(7, 30, 50)), /damaged/);
});

test('without DecompressionStream the reason says what to do', async () => {
  const real = globalThis.DecompressionStream;
  delete globalThis.DecompressionStream;
  try {
    await assert.rejects(get('shard.gz'), /a newer one can/);
  } finally {
    globalThis.DecompressionStream = real;
  }
});
