// The four fonts: one fetch of each serves the ui and the text fields that lie over it.

import { siteFile } from './page_files.js';

/** @type {readonly [string, string, string][]} file, family, weight */
const kFonts = [
  ['inter-400', 'Inter', '400'],
  ['inter-600', 'Inter', '600'],
  ['mono-400', 'JetBrains Mono', '400'],
  ['mono-600', 'JetBrains Mono', '600'],
];

/** Fetches the fonts and registers them with the page.
 * @returns {Promise<Record<string, Uint8Array>>} by file name without ending; one that could not be had is missing */
export async function loadFonts() {
  /** @type {Record<string, Uint8Array>} */
  const fonts = {};
  await Promise.all(kFonts.map(async ([file, family, weight]) => {
    try {
      const bytes = await siteFile(`fonts/${file}.ttf`);
      fonts[file] = bytes;
      document.fonts.add(new FontFace(family, /** @type {BufferSource} */ (bytes), { weight }));
    } catch {
      // without it the ui and the page use what they have
    }
  }));
  return fonts;
}
