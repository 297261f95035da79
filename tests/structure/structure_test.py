"""Holds the #includes of src/ and tests/ to the arrows of CMakeLists.txt, and the project's text to its own rules."""

import pathlib
import re
import subprocess
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src"
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
EDGE = re.compile(r"_(js|gl)\.cpp$")


def arrows():
    """Each room's direct neighbours below, as CMake links them."""
    text = (PROJECT / "CMakeLists.txt").read_text()
    rooms = {}
    for name, rest in re.findall(r"atelier_room\((\w+)([^)]*)\)", text):
        rooms[name] = rest.replace("LINK", "").replace("PRIVATE", "").split()
    rooms["cli"] = re.search(r"atelier_program\(atelier ROOM cli LINK ([^)]*) PRIVATE", text).group(1).split()
    return rooms


def reachable(rooms, start):
    found, todo = set(), [start]
    while todo:
        room = todo.pop()
        if room not in found:
            found.add(room)
            todo += rooms.get(room, [])
    return found


def code(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".h", ".cpp"))


def includes(path):
    return INCLUDE.findall(path.read_text())


def tracked():
    """The project's own files: what git has, and what it would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError) as error:
        raise unittest.SkipTest("not a git repository, or no git") from error
    return [PROJECT / name for name in listing.split("\0") if name and (PROJECT / name).is_file()]


class Structure(unittest.TestCase):
    def setUp(self):
        self.rooms = arrows()

    def check(self, findings):
        self.assertEqual([], findings, "\n" + "\n".join(findings))

    def name(self, path):
        return path.relative_to(PROJECT).as_posix()

    def test_the_scan_sees_includes(self):
        self.assertEqual([("<", "vector"), ('"', "nn/conv.h")], INCLUDE.findall('#include <vector>\n #  include "nn/conv.h"\n'))
        self.assertGreater(sum(len(includes(path)) for path in code(SOURCE)), 0)

    def test_every_room_is_known_to_cmake(self):
        folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and code(path)}
        self.assertEqual(set(), folders - set(self.rooms))

    def test_the_ui_and_the_protocol_do_not_see_the_engine(self):
        self.assertEqual({"protocol"}, reachable(self.rooms, "protocol"))
        self.assertEqual({"ui", "protocol", "sketch", "lesson", "link", "keep", "math", "json", "imgui"},
                         reachable(self.rooms, "ui"))
        self.assertEqual({"math"}, reachable(self.rooms, "math"))
        self.assertEqual({"sketch"}, reachable(self.rooms, "sketch"))
        self.assertEqual({"link"}, reachable(self.rooms, "link"))

    def test_the_arrows_have_no_circle(self):
        for room, below in self.rooms.items():
            for other in below:
                self.assertNotIn(room, reachable(self.rooms, other), f"{room} and {other} use each other")

    def test_includes_follow_the_arrows(self):
        findings = []
        for base in (SOURCE, PROJECT / "tests"):
            for path in code(base):
                room = path.relative_to(base).parts[0]
                if room not in self.rooms:
                    continue
                allowed = reachable(self.rooms, room)
                for _, header in includes(path):
                    other = header.split("/")[0]
                    if "/" in header and other in self.rooms and other not in allowed:
                        findings.append(f"{self.name(path)} includes {header}: {room} may not use {other}")
        self.check(findings)

    def test_quoted_includes_name_a_room(self):
        findings = []
        for path in code(SOURCE):
            for bracket, header in includes(path):
                third_party = header.startswith(("imgui", "imstb")) or (header == "build_id.h" and EDGE.search(path.name))
                if bracket == '"' and not third_party and not (SOURCE / header).is_file():
                    findings.append(f'{self.name(path)} includes "{header}", which is not a path from src/')
        self.check(findings)

    def test_third_party_headers_stay_in_their_rooms(self):
        rules = [
            (r"^(emscripten|GLES|webgl)", lambda path: EDGE.search(path.name) or self.name(path) == "src/protocol/js.h"),
            (r"^(imgui|imstb)", lambda path: path.relative_to(SOURCE).parts[0] == "ui"),
            (r"^nlohmann/", lambda path: path.suffix == ".cpp" and path.relative_to(SOURCE).parts[0] in ("data", "io", "lesson", "cli")),
            (r"^stb/", lambda path: self.name(path) == "src/picture/pixels.cpp"),
            (r"^(png|zlib)\.h", lambda path: path.suffix == ".cpp" and path.relative_to(SOURCE).parts[0] == "cli"),
        ]
        findings = []
        for path in code(SOURCE):
            for _, header in includes(path):
                findings += [f"{self.name(path)} includes {header}" for rule, may in rules if re.match(rule, header) and not may(path)]
        self.check(findings)

    def test_the_ui_names_kinds_of_layers_in_their_own_files_alone(self):
        """And has one for each that the engine reads."""
        words = re.findall(r'kind == "([a-z-]+)"', (SOURCE / "nn" / "network_text.cpp").read_text())
        self.assertGreater(len(words), 5)
        layers = SOURCE / "ui" / "layers"
        views = "".join(path.read_text() for path in code(layers))
        self.check([f"src/ui/layers has no view of {word}" for word in words if f'LayerKind kind{{"{word}"' not in re.sub(r"\{\s+", "{", views)])
        named = re.compile('"(' + "|".join(words) + ')[ "]')
        self.check(
            [
                f"{self.name(path)} names {match.group(1)}"
                for path in code(SOURCE / "ui")
                if layers not in path.parents
                for match in named.finditer(re.sub(r"//.*", "", path.read_text()))
            ]
        )

    def test_headers_are_included_once(self):
        self.check([self.name(path) for path in code(SOURCE) if path.suffix == ".h" and "#pragma once" not in path.read_text()])

    def test_no_file_names_a_machine(self):
        pattern = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root|home)/|https?://[^ \"]*(debian|npmjs|pypi)[^ \"]*", re.M)
        findings = []
        for path in tracked():
            try:
                text = path.read_text()
            except UnicodeDecodeError:
                continue
            findings += [f"{self.name(path)}: {match.group(0).strip()}" for match in pattern.finditer(text)]
        self.check(findings)


if __name__ == "__main__":
    unittest.main()
