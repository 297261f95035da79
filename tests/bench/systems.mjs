// Every system that is measured, by its key in bench.json. open() resolves to {train(recipe, seconds), latency(seconds), about(), close()}:
// train() to images a second in each of several windows, latency() to the milliseconds that one image takes through LAB12, about() to who
// it is; ours outside the browser have peak(seconds) too. Each rejects, with a reason for the report, where it cannot be done.

import { openPeer } from './browser_peers.mjs';
import { openNative, openNode, openPyTorch } from './programs.mjs';
import { openOurSite } from './site.mjs';

/** `browser` is as of openBrowser(). */
export const kSystems = [
  { key: 'ours_chromium', open: openOurSite },
  { key: 'ours_node', open: openNode },
  { key: 'ours_native', open: openNative },
  { key: 'convnetjs', open: (browser) => openPeer(browser, 'convnetjs') },
  { key: 'tfjs_wasm', open: (browser) => openPeer(browser, 'tfjs', 'wasm') },
  { key: 'tfjs_wasm_conv', open: (browser) => openPeer(browser, 'tfjs', 'wasm_conv') },
  { key: 'tfjs_cpu', open: (browser) => openPeer(browser, 'tfjs', 'cpu') },
  { key: 'tfjs_webgl', open: (browser) => openPeer(browser, 'tfjs', 'webgl') },
  { key: 'pytorch_1t', open: () => openPyTorch('contiguous_format') },
  { key: 'pytorch_1t_channels_last', open: () => openPyTorch('channels_last') },
];
