// ConvNetJS, as its own examples use it: a Net, an SGDTrainer, and one Vol for each image, made beforehand.

/* global convnetjs */

export const scripts = ['convnetjs/build/convnet.js'];

/** Its softmax layer brings the last dense layer along. */
function definitions(layers) {
  const defs = [{ type: 'input', out_sx: 28, out_sy: 28, out_depth: 1 }];
  for (const [i, layer] of layers.entries()) {
    if (layer.kind === 'conv') defs.push({ type: 'conv', sx: layer.kernel, filters: layer.filters, stride: 1, pad: layer.pad });
    if (layer.kind === 'max-pool') defs.push({ type: 'pool', sx: layer.size, stride: layer.size });
    if (layer.kind === 'relu') defs.push({ type: 'relu' });
    if (layer.kind === 'dense' && i < layers.length - 1) defs.push({ type: 'fc', num_neurons: layer.outputs });
  }
  return [...defs, { type: 'softmax', num_classes: 10 }];
}

function toVol(pixels) {
  const vol = new convnetjs.Vol(28, 28, 1, 0);
  vol.w.set(pixels);
  return vol;
}

function build(layers) {
  const net = new convnetjs.Net();
  net.makeLayers(definitions(layers));
  return net;
}

export const about = () => 'ConvNetJS 0.3.0';

export async function trainer(layers, { batch, rate, images }) {
  const trains = new convnetjs.SGDTrainer(build(layers), { method: 'sgd', learning_rate: rate, momentum: 0, batch_size: batch });
  const vols = images.map(({ pixels }) => toVol(pixels));
  let next = 0;
  const step = () => {
    for (let i = 0; i < batch; ++i, next = (next + 1) % vols.length) trains.train(vols[next], images[next].label);
  };
  return { step };
}

export async function predictor(layers, { images }) {
  const net = build(layers);
  const vol = toVol(images[0].pixels);
  return { step: () => net.forward(vol) };
}
