"""Subsets the page's fonts: fonts.py FOLDER. Nothing is done twice.

The subsets have no hinting and no layout features: ImGui's text has neither, and text fields laid over it must have the same widths.
"""

import hashlib
import pathlib
import sys

from fontTools import subset

FONTS = {
    "inter-400": "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
    "inter-600": "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
    "mono-400": "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
    "mono-600": "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-SemiBold.ttf",
}
BEYOND_LATIN_1 = "−–—‘’“”…→←↑↓↺↻±≤≥≈≠√∞ΣΔ∂µαβγελησ✓✕•·×▸▾▶◀▲▼●○‹›₀₁₂"
CHARACTERS = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, BEYOND_LATIN_1)}


def make(source, target):
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[1, 2], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT", "DSIG", "meta"]
    font = subset.load_font(source, options)
    missing = "".join(chr(c) for c in sorted(CHARACTERS - set(font.getBestCmap())))
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    subset.save_font(font, target, options)
    size = f"{target.stat().st_size / 1000:.0f} KB"
    print(f"fonts: {target.name}, {size}" + (f", without {missing}" if missing else ""), flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder.parent / "fonts.stamp"
    inputs = [pathlib.Path(__file__), *map(pathlib.Path, FONTS.values())]
    state = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    if stamp.is_file() and stamp.read_text() == state:
        return
    for name, source in FONTS.items():
        make(source, folder / f"{name}.ttf")
    stamp.write_text(state)


main()
