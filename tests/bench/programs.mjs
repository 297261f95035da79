// Systems that are programs of their own: our engine natively and under Node, and PyTorch.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kRate, kRecipes, layersOf, recipeText } from './recipes.mjs';
import { kLimit, kWindows, median } from './timing.mjs';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../../', import.meta.url));

export const kImagesFile = 'build/bench/images.bin';
const kImages = 4096;

/** What a program prints, as JSON; an error with what it said last, when it fails. */
async function ask(program, words, env = process.env) {
  try {
    return JSON.parse((await run(program, words, { cwd: project, env, timeout: 120_000 })).stdout);
  } catch (error) {
    throw new Error(String(error.stderr ?? '').trim().split('\n').at(-1) || error.message);
  }
}

function engine(program, words) {
  return {
    train: async (recipe, seconds) =>
      (await ask(program, [...words, 'train', recipeText(recipe, kImages), seconds, kWindows])).imagesPerSecond,
    latency: async (seconds) => (await ask(program, [...words, 'latency', recipeText(kRecipes.lab12_b1, kImages), seconds])).median,
    peak: async (seconds) => (await ask(program, [...words, 'peak', seconds])).gflops,
    about: async () => '',
    close: async () => {},
  };
}

export const openNative = async () => engine('build/release/tests/engine_bench', []);
export const openNode = async () => engine(process.execPath, ['build/wasm/tests/engine_bench.js']);

/** One thread, and nothing of what the surroundings say about BLAS. glibc keeps what is freed: else, in some runs and not in others,
 * it gives a step's tensors back to the system at every step, and PyTorch is six times slower. */
function pytorchEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(OPENBLAS|OMP|MKL|DNNL|ATEN|MALLOC)_/.test(name));
  const keep = String(1 << 30);
  const memory = { MALLOC_MMAP_THRESHOLD_: keep, MALLOC_TRIM_THRESHOLD_: keep };
  return { ...Object.fromEntries(kept), OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', ...memory };
}

export async function openPyTorch(memoryFormat) {
  const pytorch = (job) =>
    ask('/usr/bin/python3', ['tests/bench/pytorch.py', JSON.stringify({ memoryFormat, imagesFile: kImagesFile, ...job })], pytorchEnvironment());
  const timing = (seconds) => ({ windows: kWindows, limit: kLimit, seconds, rate: kRate });
  const about = await pytorch({ what: 'about' });
  return {
    train: async ({ network, batch }, seconds) =>
      (await pytorch({ what: 'train', layers: layersOf(network), batch, ...timing(seconds) })).map((rate) => rate * batch),
    latency: async (seconds) =>
      1000 / median(await pytorch({ what: 'predict', layers: layersOf(kRecipes.lab12_b1.network), batch: 1, ...timing(seconds) })),
    about: async () => about,
    close: async () => {},
  };
}
