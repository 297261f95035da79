"""Puts the site together: assemble.py BUILD SITE.

Copies web/ (with @BUILD_ID@ replaced), the pretrained model in it too, the modules, the fonts and the package idb, and writes
licenses.txt. A file whose bytes have not changed is left alone; a file that no longer belongs is removed. SITE/data is pack_data.py's.
The service worker gets the list of all of it, and single.mjs makes one file of it.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys

import licenses

PROJECT = pathlib.Path(__file__).resolve().parent.parent
NPM = PROJECT / ".toolchain/node_modules"
SINGLE = "atelier-single.html"  # is written by single.mjs, of what is put together here
NOT_SERVED = {".ts", ".json", ".png", ".md"}  # what web/ holds for the developers, but for its lessons


def collect(build):
    """Every file of the site but the data: its path in the site, and its bytes."""
    build_id = (build / "wasm/generated/build_id.txt").read_text().strip().encode()
    files = {}
    for path in sorted((PROJECT / "web").rglob("*")):
        name = path.relative_to(PROJECT / "web").as_posix()
        isServed = path.suffix not in NOT_SERVED or name.startswith("lessons/")
        if path.is_file() and isServed and not name.startswith("single/"):
            files[name] = path.read_bytes().replace(b"@BUILD_ID@", build_id)
    for module in ("engine", "ui"):
        for ending in (".js", ".wasm"):
            files[module + ending] = (build / "wasm" / (module + ending)).read_bytes()
    for path in (build / "fonts").glob("*.ttf"):
        files[f"fonts/{path.name}"] = path.read_bytes()
    files["idb.js"] = (NPM / "idb/build/index.js").read_bytes()
    files["licenses.txt"] = licenses.text().encode()
    return files


def first_images(data):
    """The manifest and the shards that the first preset asks for, as paths in the site."""
    manifest = json.loads((data / "manifest.json").read_text())
    names = []
    for split, wanted in (("train", 10_000), ("test", 2_000)):
        for shard in manifest[split]:
            if wanted > 0:
                names.append(f"data/{shard['file']}")
            wanted -= shard["images"]
    return names


def fill_in_service_worker(files, data):
    """Writes down what belongs to this version, with hashes, in the worker that holds the versions apart."""
    files = {**files, "data/manifest.json": (data / "manifest.json").read_bytes()}
    hashes = {name: base64.b64encode(hashlib.sha256(files[name]).digest()).decode() for name in sorted(files)}
    del hashes["service_worker.js"]
    listed = json.dumps([[name, f"sha256-{value}"] for name, value in hashes.items()])
    version = hashlib.sha256(listed.encode()).hexdigest()[:12]
    text = files["service_worker.js"].decode()
    for mark, value in {
        "[/* @FILES@ */]": listed,
        "[/* @FIRST_IMAGES@ */]": json.dumps(first_images(data)),
        "@VERSION@": version,
    }.items():
        assert mark in text, mark
        text = text.replace(mark, value)
    return text.encode()


def is_stale(single):
    sources = [PROJECT / "scripts/single.mjs", *(PROJECT / "web/single").iterdir()]
    return not single.is_file() or any(path.stat().st_mtime > single.stat().st_mtime for path in sources)


def main():
    build, site = (pathlib.Path(argument) for argument in sys.argv[1:3])
    files = collect(build)
    files["service_worker.js"] = fill_in_service_worker(files, site / "data")
    changed = 0
    for name, content in files.items():
        path = site / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed += 1
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in files and name != SINGLE and not name.startswith("data/"):
            path.unlink()
            changed += 1
    if changed or is_stale(site / SINGLE):
        subprocess.run(["node", PROJECT / "scripts/single.mjs", site], check=True)
    if changed:
        print(f"build: {site} is ready, {changed} files changed", flush=True)


main()
