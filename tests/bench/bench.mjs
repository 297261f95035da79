// The benchmark: scripts/bench prepares what it needs and calls it with its options. Writes build/bench.json.

import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser_peers.mjs';
import { openNative, openNode } from './programs.mjs';
import { kRecipes, trainingFlops } from './recipes.mjs';
import { kNotAvailable, printReport } from './report.mjs';
import { kSystems } from './systems.mjs';
import { median } from './timing.mjs';

function readOptions() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, recipes: { type: 'string' }, seconds: { type: 'string', default: '1' } } });
  const words = (text) => text?.split(',');
  const matches = (key, word) => key === word || key.startsWith(`${word}_`);
  const systems = kSystems.filter(({ key }) => words(values.only)?.some((word) => matches(key, word)) ?? true);
  const recipes = words(values.recipes) ?? Object.keys(kRecipes);
  const seconds = Number(values.seconds);
  const unknown = recipes.find((name) => !(name in kRecipes));
  if (unknown) throw new Error(`there is no recipe ${unknown}; there are ${Object.keys(kRecipes).join(', ')}`);
  if (systems.length === 0) throw new Error(`--only names none of ${kSystems.map(({ key }) => key).join(', ')}`);
  if (!(seconds > 0)) throw new Error('--seconds is a number above 0');
  return { systems, recipes, seconds };
}

/** What `call` resolves to, or {unavailable: why}: one system that fails does not end the others' measurements. */
async function orWhyNot(call) {
  try {
    return await call();
  } catch (error) {
    return { unavailable: error.message.split('\n')[0] };
  }
}

const say = (text) => process.stderr.write(`bench: ${text}\n`);

/** Opens each system; {key, unavailable} where it cannot be. */
async function openAll(systems, browser) {
  const open = [];
  for (const system of systems) {
    const session = await orWhyNot(() => system.open(browser));
    const about = session.unavailable ? session : await orWhyNot(() => session.about());
    open.push(about.unavailable ? { key: system.key, unavailable: about.unavailable } : { key: system.key, session, about });
  }
  return open;
}

async function measureTraining(system, name, seconds) {
  if (system.unavailable) return { unavailable: system.unavailable };
  say(`${name} by ${system.key}`);
  const rates = await orWhyNot(() => system.session.train(kRecipes[name], seconds));
  if (rates.unavailable) return rates;
  return { images_per_s: median(rates), min: Math.min(...rates), max: Math.max(...rates) };
}

async function measureLatency(system, seconds) {
  if (system.unavailable) return { unavailable: system.unavailable };
  say(`latency by ${system.key}`);
  return orWhyNot(() => system.session.latency(seconds));
}

/** Of ours, what share of the peak the training reaches. */
function fractionsOfPeak(result, recipes) {
  const peaks = { ours_chromium: result.peak_gflops, ours_node: result.peak_gflops, ours_native: result.peak_gflops_native };
  const fractions = {};
  for (const [key, peak] of Object.entries(peaks)) {
    const measured = recipes.filter((name) => peak > 0 && result[key]?.[name]?.images_per_s > 0);
    const share = (name) => (result[key][name].images_per_s * trainingFlops(kRecipes[name].network)) / (peak * 1e9);
    fractions[key] = Object.fromEntries(measured.map((name) => [name, share(name)]));
  }
  return fractions;
}

async function main() {
  const { systems, recipes, seconds } = readOptions();
  const browser = await openBrowser();
  const result = { when: new Date().toISOString(), machine: cpus()[0].model.trim(), load_before: loadavg()[0], seconds };
  const open = await openAll(systems, browser);
  try {
    if (open.some(({ key }) => key.startsWith('ours'))) {
      result.peak_gflops = await (await openNode()).peak(1);
      result.peak_gflops_native = await (await openNative()).peak(1);
    }
    result.about = Object.fromEntries(open.map(({ key, about, unavailable }) => [key, about ?? `${kNotAvailable}: ${unavailable}`]));
    for (const { key } of open) result[key] = {};
    // Recipe by recipe, so that those who are compared are measured soon after one another.
    for (const name of recipes) {
      for (const system of open) result[system.key][name] = await measureTraining(system, name, seconds);
    }
    result.latency_ms = {};
    for (const system of open) result.latency_ms[system.key] = await measureLatency(system, seconds);
  } finally {
    for (const { session } of open) await session?.close();
    await browser.close();
  }
  result.fraction_of_peak = fractionsOfPeak(result, recipes);
  result.load_after = loadavg()[0];
  await writeFile('build/bench.json', `${JSON.stringify(result, null, 2)}\n`);
  printReport(result, recipes);
}

main().catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
