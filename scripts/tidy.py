"""clang-tidy over the files of src/ that changed since they passed: tidy.py BUILD.

BUILD is a built native preset: its compile_commands.json tells how each file is compiled, ninja what each one includes. A file
passes for good as long as it, the headers of ours that it includes and .clang-tidy stay the same.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-19"


def includes(build):
    """Our files that each object was made from, by the object's path in the build folder."""
    table = {}
    listing = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    for block in listing.split("\n\n"):
        lines = block.strip().split("\n")
        paths = [(build / line.strip()).resolve() for line in lines[1:]]
        table[lines[0].split(":")[0]] = sorted(path for path in paths if PROJECT / "src" in path.parents)
    return table


def state(files):
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (PROJECT / ".clang-tidy", *files)]
    return " ".join(hashes)


def check(build, source):
    done = subprocess.run([TIDY, "--quiet", "-p", build, source], capture_output=True, text=True)
    return done.returncode == 0, done.stdout.strip() or done.stderr.strip()


def waiting(build):
    """Pairs of a source to check and its stamp, with what the stamp will say."""
    table = includes(build)
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        if PROJECT / "src" not in source.parents:
            continue
        stamp = PROJECT / "build/tidy" / source.relative_to(PROJECT / "src").with_suffix(".stamp")
        output = shlex.split(entry["command"])[-3]  # ... -o OUTPUT -c SOURCE
        now = state(table.get(output) or [source])
        if not stamp.is_file() or stamp.read_text() != now:
            yield source, stamp, now


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    if not (build / "compile_commands.json").is_file():
        sys.exit(f"lint: {build} is not built; call scripts/test, or cmake --preset asan and cmake --build --preset asan")
    todo = list(waiting(build))
    if todo:
        print(f"lint: clang-tidy reads {len(todo)} files", flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda item: check(build, item[0]), todo)
        for (source, stamp, now), (passed, words) in zip(todo, results):
            if passed:
                stamp.parent.mkdir(parents=True, exist_ok=True)
                stamp.write_text(now)
            else:
                failed += 1
                print(words, flush=True)
    sys.exit(1 if failed else 0)


main()
