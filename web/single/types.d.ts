/** How many images the page carries, in words; scripts/single.mjs fills it in. */
declare const kCarried: string;
