"""clang-tidy over the files of src/ that changed since they passed: tidy.py BUILD.

BUILD is a built native preset: its compile_commands.json tells how each file is compiled, ninja what each one includes. A file
passes for good as long as it, the headers of ours that it includes and .clang-tidy stay the same.

Most of the work on a file is the standard headers it includes. So files of a folder are read together, as one, where their private names
allow it; where that finds anything, each is read alone.
"""

import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-19"
TOGETHER = 10
# What a line at the left edge declares.
NAME = re.compile(r"^(?:(?:struct|class|enum class) (\w+)|[A-Za-z_][^=({;]*?\b(\w+)(?: =|\{|\[|\(|;))", re.MULTILINE)


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


def run(source, options):
    done = subprocess.run([TIDY, "--quiet", *options, source], capture_output=True, text=True)
    return done.returncode == 0, done.stdout.strip() or done.stderr.strip()


def check(build, batch):
    """Whether all of a batch's sources pass, and what is said of those that do not."""
    if len(batch) > 1:
        file = pathlib.Path(tempfile.mkdtemp(dir=PROJECT / "build/tidy")) / "batch.cpp"
        file.write_text("".join(f'#include "{item.source}"\n' for item in batch))
        command = [TIDY, "--quiet", "-checks=-bugprone-suspicious-include", file, "--", *batch[0].options]
        done = subprocess.run(command, capture_output=True)
        shutil.rmtree(file.parent)
        if done.returncode == 0:
            return [(item, True, "") for item in batch]
    return [(item, *run(item.source, ["-p", build])) for item in batch]


Item = collections.namedtuple("Item", "source stamp state options names")


def waiting(build):
    """The sources to check, each with its stamp and what that will say, its compiler's options and the names it declares."""
    table = includes(build)
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        if PROJECT / "src" not in source.parents:
            continue
        stamp = PROJECT / "build/tidy" / source.relative_to(PROJECT / "src").with_suffix(".stamp")
        words = shlex.split(entry["command"])  # COMPILER OPTIONS -o OUTPUT -c SOURCE
        now = state(table.get(words[-3]) or [source])
        if not stamp.is_file() or stamp.read_text() != now:
            options = tuple(words[1 : words.index("-o")])
            yield Item(source, stamp, now, options, {name for pair in NAME.findall(source.read_text()) for name in pair if name})


def batches(items):
    """Items that can be read as one: of one folder, compiled alike, without a name in common."""
    made = []
    for item in items:
        for batch in made:
            alike = batch[0].source.parent == item.source.parent and batch[0].options == item.options
            if alike and len(batch) < TOGETHER and not any(item.names & other.names for other in batch):
                batch.append(item)
                break
        else:
            made.append([item])
    return made


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    if not (build / "compile_commands.json").is_file():
        sys.exit(f"lint: {build} is not built; call scripts/test, or cmake --preset asan and cmake --build --preset asan")
    todo = list(waiting(build))
    if todo:
        print(f"lint: clang-tidy reads {len(todo)} files", flush=True)
    failed = 0
    (PROJECT / "build/tidy").mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(lambda batch: check(build, batch), batches(todo)):
            for item, passed, words in result:
                if passed:
                    item.stamp.parent.mkdir(parents=True, exist_ok=True)
                    item.stamp.write_text(item.state)
                else:
                    failed += 1
                    print(words, flush=True)
    sys.exit(1 if failed else 0)


main()
