// A mouse that is faster than the page draws its frames.

/** Presses at the first of these points, [x, y] in CSS pixels of the page, passes all others, and lets go at the last. All of it is on its
 * way at once: Playwright's own mouse waits for the page at every point. Resolves when the page has had it.
 * @param {import('playwright-core').CDPSession} cdp */
export async function swiftStroke(cdp, points) {
  const send = (type, [x, y], buttons) => cdp.send('Input.dispatchMouseEvent', { type, x, y, buttons, button: 'left', clickCount: 1 });
  await Promise.all([
    send('mousePressed', points[0], 1),
    ...points.slice(1).map((point) => send('mouseMoved', point, 1)),
    send('mouseReleased', points.at(-1), 0),
  ]);
}
