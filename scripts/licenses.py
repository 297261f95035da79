"""The notices of what the built site contains, gathered from where each part was taken."""

import os
import pathlib
import re

PROJECT = pathlib.Path(__file__).resolve().parent.parent
IMGUI = pathlib.Path(os.environ["ATELIER_IMGUI_DIR"])

RUNTIME = """\
The WebAssembly modules contain parts of Emscripten (Copyright (c) 2010-2024 Emscripten authors), of musl (Copyright (c) 2005-2020
Rich Felker, et al.), both under the MIT license, whose text stands above with Atelier's, and of LLVM's libc++, libc++abi and
compiler-rt (Copyright (c) 2009-2024 the LLVM contributors, Apache License 2.0 with LLVM exceptions)."""

DATA = """\
Fashion-MNIST (Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747) and the pretrained model made from it: Copyright (c) 2017 Zalando SE,
under the MIT license, whose text stands above with Atelier's."""


def debian(package):
    """A package's copyright file, as Debian ships it."""
    return pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text().strip()


def stb():
    """The licence at the end of stb_truetype, which is that of every stb file."""
    source = (IMGUI / "imstb_truetype.h").read_text()
    return re.search(r"This software is available under 2 licenses.*?(?=\*/)", source, re.S).group(0).rstrip(" -\n")


def text():
    parts = {
        "Atelier": (PROJECT / "LICENSE").read_text().strip(),
        "Emscripten, musl, libc++": RUNTIME,
        "Dear ImGui": (IMGUI / "LICENSE.txt").read_text().strip(),
        "stb_image, stb_image_write, and in Dear ImGui stb_truetype, stb_rect_pack, stb_textedit": stb(),
        "JSON for Modern C++": debian("nlohmann-json3-dev"),
        "idb": (PROJECT / ".toolchain/node_modules/idb/LICENSE").read_text().strip(),
        "Inter": debian("fonts-inter"),
        "JetBrains Mono": debian("fonts-jetbrains-mono"),
        "Fashion-MNIST": DATA,
    }
    bar = "=" * 100
    return "\n\n".join(f"{bar}\n{name}\n{bar}\n\n{notice}" for name, notice in parts.items()) + "\n"
