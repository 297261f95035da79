// How large the reader wants text, as told by the browser's own setting: the root's font, which this page leaves alone, over the usual 16
// pixels. The whole page is that much larger, as under the browser's zoom.

export const kTextScale = Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1);
