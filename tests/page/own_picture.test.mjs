// Pictures of one's own, in by every way with real files, and drawings out and in again. What lies on the pad is read from what the page
// keeps of it, and from the files that it saves.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { answered, drawn, eventually, openAnew, openSite, press, until, whenReady } from './browser.mjs';
import { greyPng } from './png.mjs';

let site;
let folder;
const files = {}; // by name, where they are
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-pictures-'));
  // Dark trousers on white, larger than the pad.
  const isCloth = (x, y) => y > 60 && y < 560 && Math.abs(x - 300) < 160 && !(y > 220 && Math.abs(x - 300) < 40);
  const trousers = greyPng(600, 620, (x, y) => (isCloth(x, y) ? 50 : 235));
  await keep('trousers.png', trousers);
  await keep('broken.png', trousers.subarray(0, 300));
  await keep('moving.gif', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'));
  await keep('empty.jpg', Buffer.alloc(0));
  site = await openSite({ arguments: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] });
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await openAnew(site);
  await whenReady(site.page);
  await until(site.page, (s) => s.weights === 'pretrained');
  await drawn(site.page);
});

async function keep(name, bytes) {
  files[name] = join(folder, name);
  await writeFile(files[name], bytes);
}

const dialog = () => site.page.getByRole('dialog');

/** The acts that are done, without what is in them. */
const kept = () =>
  site.page.evaluate(() => {
    const acts = window.atelier.drawing().split(';').map((act) => act.trim()).slice(1);
    const undone = acts.at(-1)?.startsWith('undone') ? Number(acts.pop().split(' ')[1]) : 0;
    return acts.slice(0, acts.length - undone).map((act) => `${act.split(' ')[0]}${act.length > 100_000 ? ' of a picture' : ''}`);
  });

const keptAre = (...acts) => eventually(async () => assert.deepEqual(await kept(), acts));

async function draw(page = site.page) {
  const box = await page.getByRole('application').first().boundingBox();
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.2 * box.height);
  await page.mouse.down();
  for (const [x, y] of [[0.7, 0.25], [0.6, 0.8], [0.35, 0.75]]) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
  }
  await page.mouse.up();
  await answered(page);
}

/** What "Save drawing" downloads. */
async function saved() {
  const [download] = await Promise.all([site.page.waitForEvent('download'), press(site.page, 'Save drawing')]);
  assert.equal(download.suggestedFilename(), 'atelier-drawing.png');
  return readFile(await download.path());
}

async function chooseFile(path) {
  await press(site.page, 'Open picture');
  const [chooser] = await Promise.all([site.page.waitForEvent('filechooser'), press(site.page, 'Choose a file\u2026')]);
  await chooser.setFiles(path);
}

/** As the mouse drops a file of the desktop. */
async function drop(path) {
  const cdp = await site.context.newCDPSession(site.page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await cdp.send('Input.dispatchDragEvent', { type, x: 640, y: 300, data });
}

const isAdjusted = () => dialog().getByRole('button', { name: 'Put on the pad' }).waitFor();
const says = (sentence) => dialog().getByText(sentence).first().waitFor({ state: 'attached' });

test('a drawing is saved, and opens again to the very same bytes, and undo goes back over all of it', async () => {
  await draw();
  const { prediction } = await answered(site.page);
  const file = await saved();
  await press(site.page, 'Clear drawing');
  await until(site.page, (s) => s.prediction === null);
  await keep('drawing.png', file);
  await chooseFile(files['drawing.png']);
  const again = await answered(site.page);
  assert.deepEqual(again.prediction, prediction);
  assert.equal(await dialog().count(), 0);
  await keptAre('stroke', 'begin', 'begin of a picture');
  assert.deepEqual(await saved(), file);
  await site.page.reload();
  await whenReady(site.page);
  await answered(site.page);
  assert.deepEqual(await saved(), file);
  await press(site.page, 'Undo');
  await until(site.page, (s) => s.prediction === null);
  await press(site.page, 'Undo');
  await keptAre('stroke');
  assert.deepEqual(await saved(), file);
  await press(site.page, 'Redo');
  await press(site.page, 'Redo');
  await keptAre('stroke', 'begin', 'begin of a picture');
});

test('a file is chosen, adjusted, and put on the pad, all by keys', async () => {
  await draw();
  await chooseFile(files['trousers.png']);
  await isAdjusted();
  await says('Its rim is light');
  const guessed = await answered(site.page);
  const frame = dialog().getByRole('application');
  await eventually(async () => assert.ok(await frame.evaluate((element) => element === document.activeElement), 'it has the focus'));
  await site.page.keyboard.press('-');
  await site.page.keyboard.press('ArrowRight');
  const left = dialog().getByRole('slider', { name: 'Left edge' });
  await eventually(async () => assert.equal(await left.inputValue(), '4'));
  await left.focus();
  await site.page.keyboard.press('ArrowRight');
  await eventually(async () => assert.equal(await left.inputValue(), '5'));
  const tilt = dialog().getByRole('slider', { name: 'Tilt' });
  await tilt.focus();
  await site.page.keyboard.press('ArrowRight');
  await eventually(async () => assert.equal(await tilt.getAttribute('aria-valuetext'), '1 degree'));
  await site.page.keyboard.press('ArrowLeft');
  await press(site.page, 'Turn left');
  await until(site.page, (s) => s.prediction.some((p, i) => Math.abs(p - guessed.prediction[i]) > 1e-3));
  await press(site.page, 'Turn right');
  await press(site.page, 'Put on the pad');
  await keptAre('stroke', 'begin of a picture');
  await eventually(async () => assert.equal(await dialog().count(), 0));
  const { prediction } = await answered(site.page);
  assert.equal(prediction.indexOf(Math.max(...prediction)), 1, 'it is taken for trousers');
  await press(site.page, 'Undo');
  await keptAre('stroke');
});

test('Escape leaves the pad and what the network says of it as they were, and the focus where it was', async () => {
  await draw();
  const { prediction } = await answered(site.page);
  await chooseFile(files['trousers.png']);
  await isAdjusted();
  await until(site.page, (s) => s.prediction.some((p, i) => p !== prediction[i]));
  await site.page.keyboard.press('Escape');
  await until(site.page, (s) => s.prediction.every((p, i) => p === prediction[i]));
  await keptAre('stroke');
  await eventually(async () => {
    assert.equal(await site.page.evaluate(() => document.activeElement?.textContent), 'Open picture');
  });
});

test('the frame is dragged by the mouse', async () => {
  await drop(files['trousers.png']);
  await isAdjusted();
  const box = await dialog().getByRole('application').boundingBox();
  await site.page.mouse.move(box.x + 2, box.y + 2);
  await site.page.mouse.down();
  await site.page.mouse.move(box.x + box.width / 4, box.y + box.height / 2, { steps: 4 });
  await site.page.mouse.up();
  await eventually(async () => {
    const at = async (name) => Number(await dialog().getByRole('slider', { name }).inputValue());
    assert.ok(Math.abs((await at('Left edge')) - 25) < 3, `left: ${await at('Left edge')}`);
    assert.ok(Math.abs((await at('Top edge')) - 50) < 3);
    assert.equal(await at('Right edge'), 100);
  });
});

test('a file is dropped anywhere on the page', async () => {
  await drop(files['trousers.png']);
  await isAdjusted();
  await press(site.page, 'Put on the pad');
  await keptAre('begin of a picture');
});

test('a picture is pasted', async () => {
  await site.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const bytes = [...(await readFile(files['trousers.png']))];
  await site.page.evaluate(async (all) => {
    const blob = new Blob([new Uint8Array(all)], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes);
  await site.page.keyboard.press('Control+v');
  await isAdjusted();
  await press(site.page, 'Put on the pad');
  await keptAre('begin of a picture');
});

test('what cannot be opened is refused with a sentence, and nothing is lost', async () => {
  await draw();
  await drop(files['broken.png']);
  await says('The PNG file is damaged, ends early or is of a rare kind, and cannot be opened.');
  await drop(files['moving.gif']);
  await says('This is a file of the kind GIF: only PNG and JPEG can be opened.');
  await drop(files['empty.jpg']);
  await says('The file is empty.');
  await drop(folder);
  await says(/cannot be read: it is a folder|What was dropped is not a file/);
  await site.page.keyboard.press('Escape');
  await keptAre('stroke');
  await drop(files['trousers.png']);
  await isAdjusted();
  assert.deepEqual(site.errors.filter((error) => !error.includes('404')), []); // licenses.txt has no icon
});

test('the camera takes a picture, and is let go of', async () => {
  await press(site.page, 'Open picture');
  await press(site.page, 'Use the camera');
  const video = dialog().locator('video');
  await eventually(async () => assert.ok(await video.evaluate((v) => v.videoWidth > 0)));
  const track = await video.evaluateHandle((v) => v.srcObject.getTracks()[0]);
  assert.equal(await track.evaluate((t) => t.readyState), 'live');
  await press(site.page, 'Take the picture');
  await isAdjusted();
  assert.equal(await track.evaluate((t) => t.readyState), 'ended');
  await press(site.page, 'Put on the pad');
  await keptAre('begin of a picture');
});

test('a camera that is refused is told in a sentence', async () => {
  const other = await openSite({ arguments: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] });
  try {
    await press(other.page, 'Open picture');
    await press(other.page, 'Use the camera');
    await other.page.getByRole('dialog').getByText('The camera was not allowed.').first().waitFor({ state: 'attached' });
    await press(other.page, 'Cancel');
    await draw(other.page);
  } finally {
    await other.close();
  }
});

test('a frame that allows no downloads says so', async () => {
  await site.page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = location.href;
    Object.assign(frame.style, { position: 'fixed', inset: '0', width: '1280px', height: '800px', zIndex: 9 });
    document.body.append(frame);
  });
  const inner = await eventually(async () => {
    const frame = site.page.frames()[1];
    assert.ok(await frame.evaluate(() => window.atelier?.state().dataset.train > 0));
    return frame;
  }, 20_000);
  await inner.getByRole('button', { name: 'Only look' }).press('Enter'); // the page around it has the same work
  const pad = inner.getByRole('application').first();
  await eventually(async () => assert.equal(await inner.getByRole('dialog').count(), 0));
  await pad.focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Space']) await site.page.keyboard.press(key);
  const save = inner.getByRole('button', { name: 'Save drawing' });
  await eventually(async () => assert.equal(await save.getAttribute('aria-disabled'), null));
  await save.focus();
  await site.page.keyboard.press('Enter');
  await inner.getByRole('dialog', { name: 'Save the drawing' }).getByText(/allows no downloads/).waitFor();
});
