// What was measured, as tables for a person.

/** [what, its number, its goal, whether it should be at least (1) or at most (-1) that] of a result; the number may be missing. */
const kTargets = [
  ['LAB12 b1, ours in Chromium / ConvNetJS', (r) => ratio(r, 'lab12_b1', 'convnetjs'), 85, 1],
  ['LAB12 b1, ours in Chromium / PyTorch', (r) => ratio(r, 'lab12_b1', 'pytorch_1t'), 11, 1],
  ['LAB20 b1, ours in Chromium / PyTorch', (r) => ratio(r, 'lab20_b1', 'pytorch_1t'), 10, 1],
  ['STRONG b64, ours in Chromium / TensorFlow.js wasm', (r) => ratio(r, 'strong_b64', 'tfjs_wasm'), 16, 1],
  ['STRONG b64, ours in Chromium / PyTorch', (r) => ratio(r, 'strong_b64', 'pytorch_1t'), 0.8, 1],
  ['one image through LAB12 in Chromium, ms', (r) => r.latency_ms.ours_chromium, 0.008, -1],
];

const ratio = (result, name, peer) => result.ours_chromium?.[name]?.images_per_s / result[peer]?.[name]?.images_per_s;

/** How what a system is begins, when it is not there. */
export const kNotAvailable = 'not available';

const isNumber = (x) => typeof x === 'number' && Number.isFinite(x);

/** Three digits or more, thousands grouped; "-" for what is missing. */
function show(x) {
  if (!isNumber(x)) return '-';
  return x >= 100 ? Math.round(x).toLocaleString('en-US') : String(Number(x.toPrecision(3)));
}

/** Rows of words, the first flush left, the others flush right. */
function printTable(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  for (const row of rows) console.log(row.map((word, i) => (i === 0 ? word.padEnd(widths[i]) : word.padStart(widths[i]))).join('  '));
}

const print = (title, rows) => {
  console.log(`\n${title}`);
  printTable(rows);
};

/** Sentences on what is not there, for systems that are. */
function missing(result, keys) {
  return keys.flatMap((key) => {
    const asked = { ...result[key], latency: result.latency_ms[key] };
    return Object.keys(asked).filter((name) => asked[name].unavailable).map((name) => `${key}, ${name}: ${kNotAvailable}: ${asked[name].unavailable}`);
  });
}

export function printReport(result, recipes) {
  const keys = Object.keys(result.about);
  const rate = (key, name) => show(result[key][name].images_per_s);
  print('Images trained a second (median)', [
    ['', ...recipes, 'latency, ms'],
    ...keys.map((key) => [key, ...recipes.map((name) => rate(key, name)), show(result.latency_ms[key])]),
  ]);
  print('Least to most', [
    ['', ...recipes],
    ...keys.map((key) => [key, ...recipes.map((name) => (result[key][name].min ? `${show(result[key][name].min)} to ${show(result[key][name].max)}` : '-'))]),
  ]);
  const peers = keys.filter((key) => key !== 'ours_chromium');
  if (result.ours_chromium) {
    print('Ours in Chromium, times as fast as', [['', ...recipes], ...peers.map((key) => [key, ...recipes.map((name) => show(ratio(result, name, key)))])]);
  }
  if (result.peak_gflops) {
    const share = (x) => (isNumber(x) ? `${(100 * x).toFixed(1)} %` : '-');
    const ours = keys.filter((key) => key in result.fraction_of_peak);
    print(`Share of the four-lane peak (wasm ${show(result.peak_gflops)}, native ${show(result.peak_gflops_native)} GFLOP/s)`, [
      ['', ...recipes],
      ...ours.map((key) => [key, ...recipes.map((name) => share(result.fraction_of_peak[key][name]))]),
    ]);
  }
  const reached = (x, goal, sign) => (isNumber(x) ? (sign * x >= sign * goal ? 'yes' : 'no') : '-');
  print('Targets', [
    ['', 'measured', 'target', 'reached'],
    ...kTargets.map(([what, of, goal, sign]) => [what, show(of(result)), `${sign > 0 ? '>=' : '<='} ${goal}`, reached(of(result), goal, sign)]),
  ]);
  console.log();
  for (const key of keys.filter((one) => result.about[one])) console.log(`${key}: ${result.about[key]}`);
  for (const sentence of missing(result, keys.filter((key) => !result.about[key].startsWith(kNotAvailable)))) console.log(sentence);
  console.log(`machine: ${result.machine}; load average ${result.load_before.toFixed(1)} before and ${result.load_after.toFixed(1)} after`);
  console.log('written: build/bench.json');
}
