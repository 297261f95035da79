// The training pictures nearest to a drawing, and what is like none of them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn, eventually, openSite, press, stateOf, until } from './browser.mjs';

let site;
before(async () => {
  site = await openSite();
  await until(site.page, (s) => s.weights === 'pretrained' && s.dataset.train === 10_000 && s.dataset.test === 2_000); // of which the sample is drawn
  await drawn(site.page);
});
after(() => site?.close());

const panel = () => site.page.getByRole('region', { name: 'Draw' });
const texts = () => panel().getByRole('paragraph').allTextContents();
const saysUnlike = async () => (await texts()).some((text) => text.includes('has seen nothing like it: its guess means little.'));
const nearest = async () => (await texts()).find((text) => text.startsWith('Nearest training pictures: '));

/** Strokes of the mouse through points given as shares of the pad. */
async function draw(strokes) {
  const box = await site.page.getByRole('application').first().boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  for (const points of strokes) {
    await site.page.mouse.move(...at(points[0]));
    await site.page.mouse.down();
    for (const point of points.slice(1)) await site.page.mouse.move(...at(point));
    await site.page.mouse.up();
  }
}

const kTrouser = [[[0.35, 0.92], [0.33, 0.08], [0.67, 0.08], [0.65, 0.92], [0.55, 0.92], [0.5, 0.3], [0.45, 0.92], [0.35, 0.92]]];

/** So many places on a way, which runs from 0 to 1. */
const along = (count, place) => [Array.from({ length: count + 1 }, (_, i) => place(i / count))];
const round = (x, y, radius, turns) => [x + radius * Math.cos(2 * Math.PI * turns), y + radius * Math.sin(2 * Math.PI * turns)];
const kScribbles = {
  zigzag: along(10, (way) => [0.08 + 0.84 * way, Math.round(10 * way) % 2 === 0 ? 0.9 : 0.1]),
  loops: along(60, (way) => round(0.3 + 0.4 * way, 0.3 + 0.4 * way, 0.22, 5 * way)),
  spiral: along(48, (way) => round(0.5, 0.5, 0.42 * way, 3 * way)),
  'a spring along the width': along(49, (way) => round(0.25 + 0.5 * way, 0.5, 0.2, 7 * way)),
  'a spring along the height': along(49, (way) => round(0.5, 0.25 + 0.5 * way, 0.2, 7 * way)),
  'a lone dot': [[[0.6, 0.3]]],
  circle: along(24, (way) => round(0.5, 0.5, 0.4, way)),
};

test('an empty pad has neither a prediction nor pictures beside it, in the bars and in the text', async () => {
  assert.equal((await stateOf(site.page)).prediction, null);
  assert.equal(await nearest(), undefined);
  assert.equal(await saysUnlike(), false);
  assert.equal((await texts()).filter((text) => /: nothing to judge$/.test(text)).length, 10);
});

test('a drawing has five training pictures beside it, told by class and number, and a press chooses one', async () => {
  await draw(kTrouser);
  const text = await eventually(async () => (await nearest()) ?? assert.fail('no pictures'), 30000);
  assert.match(text, /^Nearest training pictures: ([A-Z][^;]* \d+(, drawn from it)?; ){4}[A-Z][^;]* \d+(, drawn from it)?\. Of 1,000 training pictures/);
  assert.equal(await saysUnlike(), false);
  const first = panel().getByRole('button', { name: /^Nearest 1: / });
  const index = Number((await first.textContent()).match(/(\d+)(, drawn from it)?$/)[1]);
  await first.click();
  await until(site.page, (s) => s.picture?.split === 'train' && s.picture.index === index);
});

test('scribbles are said to resemble nothing the network has seen', async () => {
  for (const [name, strokes] of Object.entries(kScribbles)) {
    await press(site.page, 'Clear drawing');
    await until(site.page, (s) => s.prediction === null);
    await eventually(async () => assert.equal(await nearest(), undefined));
    await draw(strokes);
    await eventually(async () => assert.ok(await saysUnlike(), name), 30000);
  }
  await press(site.page, 'Clear drawing');
  await eventually(async () => assert.ok(!(await saysUnlike())));
});
