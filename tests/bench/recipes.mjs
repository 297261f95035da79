// What is trained: every recipe by its name, and networks as lists of layers, for those who build them from parts.

const kLab12 = 'conv 12x3 | max-pool 2 | dense 10';
const kLab20 = 'conv 20x3 | max-pool 2 | dense 10';
const kStrong = 'conv 32x3 pad 1 | relu | max-pool 2 | conv 64x3 pad 1 | relu | max-pool 2 | dense 128 | relu | dense 10';

export const kRate = 0.005;

/** @type {Record<string, {network: string, batch: number}>} */
export const kRecipes = {
  lab12_b1: { network: kLab12, batch: 1 },
  lab12_b32: { network: kLab12, batch: 32 },
  lab12_b128: { network: kLab12, batch: 128 },
  lab20_b1: { network: kLab20, batch: 1 },
  lab20_b32: { network: kLab20, batch: 32 },
  lab20_b128: { network: kLab20, batch: 128 },
  strong_b64: { network: kStrong, batch: 64 },
};

/** The recipe as Atelier reads it: `images` an epoch, whose test is one image. */
export function recipeText({ network, batch }, images) {
  return `${network} ; sgd ${kRate} ; batch ${batch} epochs 1000 ; folds none shuffle off ; train ${images} test 1 inputs centred ; seed 1`;
}

/** The layers of a network's text, with the shapes they have on a 28 x 28 image: {kind, c, h, w} is the input of each,
 * {outputs, oh, ow} its output; a convolution has {filters, kernel, pad} too, a pooling {size}. */
export function layersOf(network) {
  let [c, h, w] = [1, 28, 28];
  return network.split('|').map((text) => {
    const layer = { ...parseLayer(text.trim()), c, h, w };
    if (layer.kind === 'conv') [c, h, w] = [layer.filters, h + 2 * layer.pad - layer.kernel + 1, w + 2 * layer.pad - layer.kernel + 1];
    if (layer.kind === 'max-pool') [h, w] = [Math.floor(h / layer.size), Math.floor(w / layer.size)];
    if (layer.kind === 'dense') [c, h, w] = [layer.outputs, 1, 1];
    return { ...layer, outputs: c, oh: h, ow: w };
  });
}

function parseLayer(text) {
  const conv = /^conv (\d+)x(\d+)(?: pad (\d+))?$/.exec(text);
  if (conv) return { kind: 'conv', filters: +conv[1], kernel: +conv[2], pad: +(conv[3] ?? 0) };
  const pool = /^max-pool (\d+)$/.exec(text);
  if (pool) return { kind: 'max-pool', size: +pool[1] };
  const dense = /^dense (\d+)$/.exec(text);
  if (dense) return { kind: 'dense', outputs: +dense[1] };
  if (text === 'relu') return { kind: 'relu' };
  throw new Error(`the benchmark knows no layer "${text}"`);
}

/** Multiplications and additions of training on one image, every convolution and dense layer counted in full: forward, the gradient
 * of the weights, and, but for the first layer, that of the input. */
export function trainingFlops(network) {
  const forward = layersOf(network).map(forwardFlops);
  return forward.reduce((sum, flops, i) => sum + flops * (i === 0 ? 2 : 3), 0);
}

function forwardFlops(layer) {
  if (layer.kind === 'conv') return 2 * layer.c * layer.kernel ** 2 * layer.filters * layer.oh * layer.ow;
  if (layer.kind === 'dense') return 2 * layer.c * layer.h * layer.w * layer.outputs;
  return 0;
}
