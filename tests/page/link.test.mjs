// What a link says after its "#": the page as a teacher wants students to find it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, openSite, press, until, whenReady } from './browser.mjs';

const kLink = '#recipe=conv+4x3+%7C+max-pool+2+%7C+dense+10+;+train+1000+test+500+;+seed+7&hide=recipe,results&image=training+17&theme=dark';

/** Opens the site at this fragment, and another one from there. */
async function withLink(fragment, check) {
  const site = await openSite();
  try {
    await site.page.goto(`${site.server.url}${fragment}`);
    await site.page.reload();
    await check(site);
    assert.deepEqual(site.errors, []);
  } finally {
    await site.close();
  }
}

const hasPanel = async (page, name) => (await page.getByRole('region', { name, exact: true }).count()) > 0;

test('a link opens the page with its recipe, picture and theme, and without the panels that it hides', async () => {
  await withLink(kLink, async ({ page }) => {
    const state = await until(page, (s) => s.picture?.split === 'train' && s.recipe.includes('seed 7'));
    assert.match(state.recipe, /^conv 4x3 \| max-pool 2 \| dense 10 ;/);
    assert.equal(state.picture.index, 17);
    await page.waitForTimeout(1500); // the pretrained model is there by now, and is not shown
    assert.equal((await until(page, (s) => s.runId > 0)).weights, 'scratch');
    await eventually(async () => assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark'));
    assert.equal(await page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('atelier theme'))), false);
    assert.deepEqual(await Promise.all(['Recipe', 'Results', 'Network', 'Draw'].map((name) => hasPanel(page, name))), [false, false, true, true]);
  });
});

test('another fragment takes effect without a reload', async () => {
  await withLink('#hide=recipe', async ({ page }) => {
    await eventually(async () => assert.equal(await hasPanel(page, 'Recipe'), false));
    await page.evaluate(() => (location.hash = '#hide=draw'));
    await eventually(async () => {
      assert.equal(await hasPanel(page, 'Recipe'), true);
      assert.equal(await hasPanel(page, 'Draw'), false);
    });
  });
});

test('what a link has wrong is said, and the rest is used', async () => {
  await withLink('#hide=recipe,menu&recipe=conv+99x99&colour=red', async ({ page }) => {
    const { notices } = await until(page, (s) => s.notices.length === 2);
    assert.match(notices[0], /it can hide recipe, network, timeline, results and draw, not "menu"/);
    assert.match(notices[1], /does not know the word "colour"/);
    assert.equal(await hasPanel(page, 'Recipe'), false);
  });
});

test('Share copies a link that opens the same lab, without what it leaves out', async () => {
  await withLink('#hide=timeline', async ({ page, context }) => {
    await whenReady(page);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => window.atelier.command('setRecipe', { recipe: 'lab-20' }));
    const { recipe } = await until(page, (s) => s.recipe.startsWith('conv 20x3'));
    await press(page, 'Share');
    await press(page, 'Preview');
    const inside = page.frameLocator('iframe[name=preview]');
    await inside.getByRole('region', { name: 'Results', exact: true }).waitFor({ state: 'attached' });
    assert.equal(await inside.getByRole('region', { name: 'Timeline', exact: true }).count(), 0);
    await press(page, 'results');
    await inside.getByRole('region', { name: 'Results', exact: true }).waitFor({ state: 'detached' });
    await press(page, 'Copy link');
    await eventually(async () => assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^http.*#recipe=conv\+20x3.*&hide=timeline,results$/));
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto('about:blank');
    await page.goto(link);
    await until(page, (s) => s.recipe === recipe && s.weights === 'scratch');
    await eventually(async () => assert.equal(await hasPanel(page, 'Results'), false));
  });
});
