// Writes SITE/atelier-single.html: node scripts/single.mjs SITE
//
// It is the page of SITE as one file that asks for nothing: scripts bundled, style, modules, fonts and the pretrained model inside, and the
// images that a first run needs. Its security policy allows exactly the scripts and the style that it holds.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const { build } = createRequire(new URL('../.toolchain/', import.meta.url))('esbuild');
const kWanted = { train: 10_000, test: 2_000 }; // images of a first run
const site = process.argv[2];
const read = (path) => readFileSync(join(site, path));

/** One classic script of `entry` and all that it imports, where web/single/ has files of its own instead of page_files.js and worker_files.js. */
async function bundle(entry, define = {}) {
  const own = ({ path }) => ({ path: fileURLToPath(new URL(`../web/single/${path}`, import.meta.url)) });
  const { outputFiles } = await build({
    entryPoints: [join(site, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define,
    plugins: [{ name: 'files', setup: (each) => each.onResolve({ filter: /^\.\/(page|worker)_files\.js$/ }, own) }],
    logOverride: { 'empty-import-meta': 'silent' }, // only locateFile is asked where a module lies
  });
  return outputFiles[0].text;
}

/** The manifest of the shards that the file holds. */
function ownManifest() {
  const manifest = JSON.parse(read('data/manifest.json'));
  for (const [split, wanted] of Object.entries(kWanted)) {
    let before = 0;
    manifest[split] = manifest[split].filter(({ images }) => (before += images) - images < wanted);
  }
  return manifest;
}

const countOf = (shards) => shards.reduce((sum, { images }) => sum + images, 0).toLocaleString('en-GB');
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const fileElement = (path, bytes, mark = '') =>
  `<script type="application/gzip" id="file:${path}"${mark}>${(path.endsWith('.gz') ? bytes : gzipSync(bytes, { level: 9 })).toString('base64')}</script>`;

const manifest = ownManifest();
const images = `${countOf(manifest.train)} training and ${countOf(manifest.test)} test`;
const page = await bundle('page.js', { kCarried: JSON.stringify(images) });
const worker = await bundle('worker.js');
for (const script of [page, worker]) if (/<\/script|<!--/i.test(script)) throw new Error('a script would end its own element');
const style = `${read('page.css')}${read('plain.css')}`;
const icon = `data:image/svg+xml;base64,${read('favicon.svg').toString('base64')}`;
const forWorker = ['engine.wasm', 'pretrained.safetensors', ...[...manifest.train, ...manifest.test].map(({ file }) => `data/${file}`)];
const inFolder = (folder) => readdirSync(join(site, folder)).map((name) => `${folder}/${name}`);
const forPage = ['ui.wasm', ...inFolder('fonts'), ...inFolder('lessons')];
const policy = [
  "default-src 'none'", `script-src ${hashOf(page)} 'wasm-unsafe-eval'`, `style-src ${hashOf(style)}`, 'worker-src blob:', 'img-src data:',
  "base-uri 'none'", "form-action 'none'",
].join('; ');
const files = [
  ...forPage.map((path) => fileElement(path, read(path))),
  ...forWorker.map((path) => fileElement(path, read(path), ' data-for="worker"')),
  fileElement('data/manifest.json', Buffer.from(JSON.stringify(manifest)), ' data-for="worker"'),
  `<script type="text/plain" id="worker">${worker}</script>`,
  `<script type="text/plain" id="licenses">${read('licenses.txt')}</script>`,
].join('\n');

let html = read('index.html').toString();
/** Replaces what must be there. Not by a pattern with "$": the scripts are full of them. */
function replace(pattern, text) {
  if (!pattern.test(html)) throw new Error(`index.html has nothing like ${pattern}`);
  html = html.replace(pattern, () => text);
}
replace(/(?<=Content-Security-Policy" content=")[^"]*/, policy);
replace(/(?<=<link rel="icon" href=")[^"]*/, icon);
replace(/( *<link rel="(modulepreload|preload|stylesheet)"[^>]*>\n)+/, `  <style>${style}</style>\n`);
replace(/ *<script src="frame_without_origin.js"><\/script>\n/, '');
replace(/ *<script type="module" src="page.js"><\/script>\n/, '');
replace(/<\/body>/, `${files}\n<script>${page}</script>\n</body>`);
writeFileSync(join(site, 'atelier-single.html'), html);
