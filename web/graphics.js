// The canvas's WebGL2 context, made before the ui finds it there.
//
// Dear ImGui's renderer saves and restores the state of the context in every frame, and each such question makes the browser wait for
// its graphics process: 120 ms a frame with a software renderer instead of 3. Nobody else uses this context, so the first answer
// serves for good: what ImGui then "restores" is the state it found first.

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {boolean} whether there is a context
 */
export function startGraphics(canvas) {
  const context = canvas.getContext('webgl2', {
    alpha: false, depth: false, stencil: false, antialias: false, powerPreference: 'low-power',
  });
  if (!context) return false;
  const ask = context.getParameter.bind(context);
  /** @type {Map<number, unknown>} */
  const known = new Map();
  context.getParameter = (name) => {
    if (context.isContextLost()) return null;
    if (!known.has(name)) known.set(name, ask(name));
    return known.get(name);
  };
  canvas.addEventListener('webglcontextrestored', () => known.clear());
  return true;
}
