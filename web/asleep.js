// In a frame of another page, this one sleeps until it is seen or touched: no worker, no data, no WebGL context. A course page may hold
// several, and browsers keep only so many contexts alive.

const kOutOfSight = 3000; // milliseconds, after which the context is given back

const isEmbedded = window.parent !== window;

/** Resolves at once where nobody embeds this page, else when it comes into view, is touched, or is spoken to.
 * @returns {Promise<void>} */
export function awake() {
  if (!isEmbedded || typeof IntersectionObserver === 'undefined') return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && wake());
    const wake = () => {
      observer.disconnect();
      resolve();
    };
    observer.observe(document.documentElement);
    for (const type of ['pointerdown', 'focusin', 'message']) addEventListener(type, wake, { once: true });
  });
}

/** Gives the canvas's context back while an embedded page is out of sight, and takes it up again when it is seen. The ui knows how to
 * live without one.
 * @param {HTMLCanvasElement} canvas */
export function restOutOfSight(canvas) {
  if (!isEmbedded || typeof IntersectionObserver === 'undefined') return;
  const lose = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
  if (!lose) return;
  let timer = 0;
  let isResting = false;
  new IntersectionObserver((entries) => {
    const isSeen = entries[entries.length - 1].isIntersecting;
    clearTimeout(timer);
    if (!isSeen) {
      timer = setTimeout(() => {
        isResting = true;
        lose.loseContext();
      }, kOutOfSight);
    } else if (isResting) {
      isResting = false;
      lose.restoreContext();
    }
  }).observe(document.documentElement);
}
