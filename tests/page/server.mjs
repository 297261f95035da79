// A plain file server for the built site, without special headers, that can be told to misbehave.
//
// startServer(folder, options) resolves to {url, requests, rules, close()}. `url` ends in "/" and includes `prefix`; `requests` lists
// the path of every request, relative to the prefix ("outside:/x" for any other). `rules` maps a path such as "engine.wasm" to
// what happens to it, and may be changed while the server runs:
//   "missing"              404
//   "cut"                  the connection is closed without an answer
//   {delay: ms}            answered later
//   (bytes) => Buffer      other bytes, with status 200
//   {encoding: "gzip"}     sent with that Content-Encoding, as some servers do with .gz files

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const kTypes = {
  '.mjs': 'text/javascript',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

export async function startServer(folder, { prefix = '/', rules = {} } = {}) {
  const requests = [];
  const answer = async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = path.startsWith(prefix);
    let name = inside ? path.slice(prefix.length) : '';
    requests.push(inside ? name : `outside:${path}`);
    if (name === '' && inside) name = 'index.html';
    const rule = rules[name];
    if (rule === 'cut') return request.socket.destroy();
    if (rule?.delay) await new Promise((resolve) => setTimeout(resolve, rule.delay));
    let bytes;
    try {
      if (!inside || rule === 'missing') throw new Error('missing');
      bytes = await readFile(join(folder, normalize(`/${name}`)));
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      return response.end('Not found');
    }
    if (typeof rule === 'function') bytes = rule(bytes);
    const headers = { 'Content-Type': kTypes[extname(name)] ?? 'application/octet-stream', 'Content-Length': bytes.length };
    if (rule?.encoding) headers['Content-Encoding'] = rule.encoding;
    response.writeHead(200, headers);
    response.end(bytes);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    requests,
    rules,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
