// What the page needs of a browser, asked before anything is loaded.

// A module with one function that returns a v128: () => v128.const 0 (twenty bytes and some). It is valid only where SIMD is.
const kSimdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, // magic, version
  1, 5, 1, 96, 0, 1, 123, // type: () -> v128
  3, 2, 1, 0, // one function of it
  10, 22, 1, 20, 0, 253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, // v128.const 0
]);

/** A sentence on what this browser lacks and what to do, or "" when the engine can run here.
 * @returns {string} */
export function missingForEngine() {
  if (typeof WebAssembly !== 'object') {
    return 'Atelier needs WebAssembly, which this browser does not have or has switched off. ' +
      'Please open this page in a current Chrome, Edge, Firefox or Safari.';
  }
  if (!WebAssembly.validate(kSimdModule)) {
    return 'Atelier needs WebAssembly SIMD (vector instructions), which this browser does not have. ' +
      'Please open this page in Chrome or Edge 91, Firefox 89, Safari 16.4 or a later one.';
  }
  return '';
}
