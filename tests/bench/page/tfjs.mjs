// TensorFlow.js by its core API: variables, tf.train.sgd and minimize(). Batches are tensors made beforehand.

/* global tf */

export const scripts = ['@tensorflow/tfjs/dist/tf.min.js', '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js'];

/** Whether the gradient of the filters is computed as a convolution, where the backend has none of its own. */
let byConvolution = false;

/** `variant`: a backend, or "wasm_conv". */
export async function start(variant, modules) {
  const [backend, method] = variant.split('_');
  byConvolution = method === 'conv';
  tf.wasm.setWasmPaths(`${modules}/@tensorflow/tfjs-backend-wasm/dist/`);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  await tf.ready();
}

/** What a convolution looks at: for each place (N * OH * OW), the K * K * C numbers under its kernel. */
function patches(x, { kernel, pad, oh, ow }) {
  const padded = pad ? tf.pad(x, [[0, 0], [pad, pad], [pad, pad], [0, 0]]) : x;
  const [n, , , c] = x.shape;
  const parts = [];
  for (let i = 0; i < kernel; ++i) {
    for (let j = 0; j < kernel; ++j) parts.push(tf.slice(padded, [0, i, j, 0], [n, oh, ow, c]));
  }
  return tf.reshape(tf.concat(parts, 3), [n * oh * ow, kernel * kernel * c]);
}

/** The gradient of the filters as a product of matrices; transposed first, for matMul's own transposing is slow in this backend. */
function gradientByPatches(x, dy, { kernel, c, filters, ...layer }) {
  const columns = tf.transpose(patches(x, { kernel, ...layer }));
  return tf.reshape(tf.matMul(columns, tf.reshape(dy, [-1, filters])), [kernel, kernel, c, filters]);
}

/** The same, as a convolution in which images and channels change places and dy is the kernel. */
function gradientByConvolution(x, dy, { pad }) {
  const image = tf.transpose(x, [3, 1, 2, 0]);
  const kernel = tf.transpose(dy, [1, 2, 0, 3]);
  return tf.transpose(tf.conv2d(image, kernel, 1, pad), [1, 2, 0, 3]);
}

/** A convolution whose filters' gradient is ours: the backend wasm lacks Conv2DBackpropFilter. */
function convolveForWasm(x, filters, layer, isFirst) {
  const gradient = byConvolution ? gradientByConvolution : gradientByPatches;
  if (isFirst) {
    return tf.customGrad((w) => ({ value: tf.conv2d(x, w, 1, layer.pad), gradFunc: (dy) => gradient(x, dy, layer) }))(filters);
  }
  return tf.customGrad((input, w, save) => {
    save([input, w]);
    return {
      value: tf.conv2d(input, w, 1, layer.pad),
      gradFunc: (dy, [savedInput, savedW]) => [
        tf.conv2dTranspose(dy, savedW, savedInput.shape, 1, layer.pad),
        gradient(savedInput, dy, layer),
      ],
    };
  })(x, filters);
}

/** The parameters, and the function from a batch to its logits. */
function build(layers) {
  const variable = (shape, fanIn) => tf.variable(tf.randomUniform(shape, -1 / Math.sqrt(fanIn), 1 / Math.sqrt(fanIn)));
  const parameters = layers.map((layer) => {
    const inputs = layer.c * (layer.kind === 'conv' ? layer.kernel ** 2 : layer.h * layer.w);
    if (layer.kind === 'conv') return [variable([layer.kernel, layer.kernel, layer.c, layer.filters], inputs), tf.variable(tf.zeros([layer.filters]))];
    if (layer.kind === 'dense') return [variable([inputs, layer.outputs], inputs), tf.variable(tf.zeros([layer.outputs]))];
    return [];
  });
  const isWasm = tf.getBackend() === 'wasm';
  const apply = (x, layer, i) => {
    const [w, bias] = parameters[i];
    if (layer.kind === 'conv') return tf.add(isWasm ? convolveForWasm(x, w, layer, i === 0) : tf.conv2d(x, w, 1, layer.pad), bias);
    if (layer.kind === 'max-pool') return tf.maxPool(x, layer.size, layer.size, 'valid');
    if (layer.kind === 'relu') return tf.relu(x);
    return tf.add(tf.matMul(tf.reshape(x, [x.shape[0], -1]), w), bias);
  };
  return { parameters, logits: (batch) => layers.reduce(apply, batch) };
}

function toBatches(images, batch) {
  const batches = [];
  for (let first = 0; first + batch <= images.length; first += batch) {
    const some = images.slice(first, first + batch);
    const x = new Float32Array(batch * 784);
    some.forEach(({ pixels }, i) => x.set(pixels, i * 784));
    batches.push({
      x: tf.tensor4d(x, [batch, 28, 28, 1]),
      labels: tf.oneHot(tf.tensor1d(some.map(({ label }) => label), 'int32'), 10).toFloat(),
    });
  }
  return batches;
}

export async function trainer(layers, { batch, rate, images }) {
  const { parameters, logits } = build(layers);
  const batches = toBatches(images, batch);
  const optimizer = tf.train.sgd(rate);
  let next = 0;
  let tensors = 0;
  const step = () => {
    const { x, labels } = batches[next];
    next = (next + 1) % batches.length;
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(labels, logits(x)));
    tensors ||= tf.memory().numTensors;
    if (tf.memory().numTensors > tensors) throw new Error('a step of TensorFlow.js leaves tensors behind');
  };
  // A GPU works behind the page's back: what is timed is what is done.
  const last = parameters.at(-1)[1];
  return tf.getBackend() === 'webgl' ? { step, settle: () => last.data(), between: 8 } : { step };
}

export async function predictor(layers, { images }) {
  const { logits } = build(layers);
  const [{ x }] = toBatches(images.slice(0, 1), 1);
  return { step: () => tf.tidy(() => logits(x).dataSync()) }; // tidy() returns after the numbers are here
}

/** The version, and for WebGL what computes. */
export function about() {
  const version = `TensorFlow.js ${tf.version.tfjs}`;
  if (tf.getBackend() === 'wasm') return `${version}, one thread${tf.env().getBool('WASM_HAS_SIMD_SUPPORT') ? ', SIMD' : ''}`;
  if (tf.getBackend() !== 'webgl') return version;
  const gl = document.createElement('canvas').getContext('webgl2');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return `${version}, ${/swiftshader|llvmpipe/i.test(renderer) ? 'software GL' : 'GPU'}: ${renderer}`;
}
