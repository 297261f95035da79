"""Packs Fashion-MNIST for the page and unpacks it for the native trainer.

    pack_data.py SITE_DATA RAW_DATA

The four official files are looked for in $FASHION_MNIST_DIR, then in ../shared/fashion-mnist beside the project, then
downloaded from the publisher into RAW_DATA/download. SITE_DATA gets shards (gzip'd: an IDX3 block of images, then the IDX1
block of their labels) and manifest.json; RAW_DATA gets the plain IDX files. With no data to be had, the manifest says
"synthetic" and lists nothing: the engine then draws garments itself. Nothing is done twice.
"""

import gzip
import hashlib
import json
import os
import pathlib
import struct
import sys
import urllib.request
import zlib

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PUBLISHER = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
FILES = {
    "train-images-idx3-ubyte": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    "train-labels-idx1-ubyte": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    "t10k-images-idx3-ubyte": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    "t10k-labels-idx1-ubyte": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
}
CLASSES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
# Where each shard ends: a small first one, so that training can start at once, then the default size, then the rest.
ENDS = {
    "train": ("train", [2000, 10000, 20000, 30000, 40000, 50000, 60000]),
    "test": ("t10k", [1000, 2000, 10000]),
}
PIXELS = 28 * 28


def say(text):
    print(f"pack_data: {text}", flush=True)


def read_checked(folder):
    """The four files' bytes by name, or None when the folder does not hold the official files."""
    files = {}
    for name, sha256 in FILES.items():
        path = folder / f"{name}.gz"
        if not path.is_file():
            return None
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() != sha256:
            say(f"{path} is not the official file (another SHA-256); {folder} is not used")
            return None
        files[name] = packed
    return files


def download(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        say(f"downloading {name}.gz from its publisher")
        with urllib.request.urlopen(f"{PUBLISHER}{name}.gz", timeout=20) as answer:
            (folder / f"{name}.gz").write_bytes(answer.read())


def find(raw):
    """The four files, gzip'd, by name; None when they are nowhere."""
    folders = [PROJECT.parent / "shared" / "fashion-mnist", raw / "download"]
    if os.environ.get("FASHION_MNIST_DIR"):
        folders.insert(0, pathlib.Path(os.environ["FASHION_MNIST_DIR"]))
    for folder in folders:
        files = read_checked(folder)
        if files:
            return files
    try:
        download(raw / "download")
    except OSError as error:
        say(f"Fashion-MNIST could not be downloaded ({error})")
        return None
    return read_checked(raw / "download")


def shard(images, labels, begin, end):
    """An IDX3 block of the images [begin, end), then the IDX1 block of their labels. The headers are 16 and 8 bytes long."""
    count = end - begin
    return (
        struct.pack(">IIII", 0x803, count, 28, 28) + images[16 + begin * PIXELS : 16 + end * PIXELS]
        + struct.pack(">II", 0x801, count) + labels[8 + begin : 8 + end]
    )


def write_shards(site, inflated):
    manifest = {"format": "atelier-data", "version": 1, "name": "Fashion-MNIST", "classes": CLASSES}
    for split, (prefix, ends) in ENDS.items():
        images = inflated[f"{prefix}-images-idx3-ubyte"]
        labels = inflated[f"{prefix}-labels-idx1-ubyte"]
        manifest[split] = []
        for number, (begin, end) in enumerate(zip([0] + ends, ends)):
            plain = shard(images, labels, begin, end)
            packed = gzip.compress(plain, compresslevel=9, mtime=0)
            name = f"{split}-{number}-{hashlib.sha256(packed).hexdigest()[:8]}.idx.gz"
            (site / name).write_bytes(packed)
            manifest[split].append(
                {"file": name, "images": end - begin, "bytes": len(packed), "crc32": f"{zlib.crc32(plain):08x}"}
            )
    return manifest


def pack(site, raw, files):
    for folder in (site, raw):
        folder.mkdir(parents=True, exist_ok=True)
    for old in site.iterdir():
        old.unlink()
    if files:
        say("packing Fashion-MNIST: 60,000 training and 10,000 test images")
        inflated = {name: gzip.decompress(packed) for name, packed in files.items()}
        for name, plain in inflated.items():
            (raw / name).write_bytes(plain)
        manifest = write_shards(site, inflated)
    else:
        say("there is no Fashion-MNIST: the page will draw a synthetic set and say so; put the four official .gz files into "
            "a folder and name it in FASHION_MNIST_DIR to have the real one")
        manifest = {"format": "atelier-data", "version": 1, "name": "synthetic", "classes": CLASSES, "train": [], "test": []}
    (site / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def main():
    site, raw = (pathlib.Path(argument) for argument in sys.argv[1:3])
    files = find(raw)
    # The files are the official ones or none, so this script and that answer decide everything.
    state = f"{hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()} {'official' if files else 'none'}\n"
    stamp = raw / "packed"
    if stamp.is_file() and stamp.read_text() == state and (site / "manifest.json").is_file():
        return
    pack(site, raw, files)
    stamp.write_text(state)


main()
