#!/usr/bin/python3
"""The native trainer as a user runs it: cli_test.py PROGRAM. Names state the fact."""

import json
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

PROGRAM = sys.argv.pop(1)
RECIPE = "conv 4x3 | max-pool 2 | dense 10 ; sgd 0.01 momentum 0.9 ; batch 4 epochs 3 ; folds rotate 5 shuffle on ; train 200 test 50"


def run(*words, **options):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=120, **options)


def last_json(done):
    return json.loads(done.stdout.strip().split("\n")[-1])


def png(width, height, pixel):
    """A grey PNG of pixel(x, y)."""
    rows = b"".join(b"\0" + bytes(pixel(x, y) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Trainer(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.model = str(self.path / "model.safetensors")

    def tearDown(self):
        self.folder.cleanup()

    def train(self, *words):
        return run("train", *words, "--data", "synthetic", "--json")

    def test_json_has_what_a_script_needs(self):
        done = self.train(RECIPE)
        self.assertEqual(done.returncode, 0, done.stderr)
        result = last_json(done)
        for key in ("testAccuracy", "testLoss", "imagesPerSecond", "weightsHash", "recipe", "validationAccuracy"):
            self.assertIn(key, result)
        self.assertTrue(0.1 < result["testAccuracy"] <= 1)
        self.assertEqual(len(result["weightsHash"]), 16)
        self.assertEqual(done.stderr.count("epoch "), 3)
        self.assertNotIn("\r", done.stderr)  # in a pipe, lines are plain

    def test_help_and_presets_explain(self):
        self.assertIn("--resume", run("--help").stdout)
        presets = run("presets").stdout
        for name in ("lab-baseline", "lab-folds", "lab-20", "strong", "tailored"):
            self.assertIn(name, presets)

    def test_what_is_not_understood_gives_2_and_a_sentence(self):
        for words in ([], ["tarin"], ["train"], ["train", RECIPE, "--dta", "x"], ["train", "dense 9", "--data", "synthetic"]):
            done = run(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertTrue(done.stderr.startswith("atelier: "), done.stderr)

    def test_a_wrong_word_of_a_recipe_is_pointed_at(self):
        done = self.train("conv 4x3 | maxpool 2 | dense 10")
        lines = done.stderr.rstrip("\n").split("\n")
        self.assertIn('"maxpool" is not a layer', lines[0])
        self.assertEqual(lines[2].index("^^^^^^^"), lines[1].index("maxpool"))

    def test_missing_data_gives_1_and_names_the_folder(self):
        done = run("train", RECIPE, "--data", str(self.path / "nowhere"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("nowhere", done.stderr)

    def test_a_stopped_run_resumes_to_the_same_weights(self):
        # So many epochs that the signal comes in the middle.
        recipe = RECIPE.replace("epochs 3", "epochs 400")
        straight = last_json(self.train(recipe))
        process = subprocess.Popen([PROGRAM, "train", recipe, "--data", "synthetic", "--out", self.model],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while not pathlib.Path(self.model).exists() or pathlib.Path(self.model).stat().st_size == 0:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        words = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 1, words)
        self.assertIn("--resume", words)
        resumed = self.train("--resume", "--out", self.model)
        self.assertEqual(resumed.returncode, 0, resumed.stderr)
        self.assertEqual(last_json(resumed)["weightsHash"], straight["weightsHash"])

    def test_a_diverging_run_gives_1_and_names_rate_and_step(self):
        done = self.train("conv 4x3 | max-pool 2 | conv 4x3 | dense 10 ; sgd 10 ; train 200 test 50", "--out", self.model)
        self.assertEqual(done.returncode, 1)
        self.assertIn("a learning rate of 10 is too high", done.stderr)
        self.assertIn("at step ", done.stderr)

    def test_a_model_is_evaluated_and_predicts_pictures(self):
        trained = last_json(self.train(RECIPE, "--out", self.model))
        measured = last_json(run("evaluate", "--model", self.model, "--data", "synthetic", "--json"))
        self.assertEqual(measured["testAccuracy"], trained["testAccuracy"])
        image = self.path / "bag.png"
        image.write_bytes(png(60, 40, lambda x, y: 20 if 10 < x < 50 and 8 < y < 32 else 250))
        done = run("predict", str(image), "--model", self.model, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("inverted", done.stderr)
        predictions = last_json(done)["predictions"]
        self.assertEqual(len(predictions), 10)
        self.assertAlmostEqual(sum(p["probability"] for p in predictions), 1, places=5)
        self.assertEqual(predictions, sorted(predictions, key=lambda p: -p["probability"]))

    def test_sketches_are_counted_by_word_and_predicted_class(self):
        self.train(RECIPE, "--out", self.model)
        square = {"word": "x", "drawing": [[[0, 255, 255, 0, 0], [0, 0, 255, 255, 0]]]}
        for word, count in (("purse", 3), ("jacket", 2), ("umbrella", 1)):
            (self.path / f"{word}.ndjson").write_text((json.dumps(square) + "\n") * count)
        done = run("sketches", str(self.path), "--model", self.model, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = last_json(done)
        self.assertEqual([w["word"] for w in result["words"]], ["purse", "jacket", "umbrella"])
        for word in result["words"]:
            self.assertEqual(sum(word["predicted"].values()), word["drawings"])
            self.assertEqual(max(word["predicted"].values()), word["drawings"])  # the same drawing, the same class
        self.assertEqual(result["fourWords"]["drawings"], 3)
        self.assertEqual(result["allWords"]["drawings"], 5)
        bags, coats = (result["words"][i]["predicted"][c] for i, c in ((0, "Bag"), (1, "Coat")))
        self.assertEqual(result["allWords"]["right"], bags + coats)
        table = run("sketches", str(self.path), "--model", self.model).stdout
        self.assertIn("all words", table)

    def test_a_sketch_that_is_none_gives_1_and_names_file_and_line(self):
        self.train(RECIPE, "--out", self.model)
        good = '{"drawing": [[[1, 2], [3, 4]]]}\n'
        for line in ("[]", "{", "{}", '{"drawing": []}', '{"drawing": [[[1, 2], [3]]]}', '{"drawing": [[[1, 256], [3, 4]]]}',
                     '{"drawing": [[["1"], [3]]]}', '{"drawing": [[[1], [3], [5]]]}', '{"drawing": [[[], []]]}'):
            (self.path / "purse.ndjson").write_text(good + "\n" + line + "\n")
            done = run("sketches", str(self.path), "--model", self.model)
            self.assertEqual(done.returncode, 1, line)
            self.assertIn("purse.ndjson: line 3 ", done.stderr)
        for content in ("", "\n"):
            (self.path / "purse.ndjson").write_text(content)
            self.assertIn("has no drawing", run("sketches", str(self.path), "--model", self.model).stderr)
        (self.path / "purse.ndjson").unlink()
        self.assertIn("no .ndjson files", run("sketches", str(self.path), "--model", self.model).stderr)
        self.assertIn("nowhere", run("sketches", str(self.path / "nowhere"), "--model", self.model).stderr)

    def test_an_image_of_one_grey_gives_1_and_a_sentence(self):
        self.train(RECIPE, "--out", self.model)
        image = self.path / "plain.png"
        for grey in (0, 128, 255):
            image.write_bytes(png(60, 40, lambda x, y: grey))
            done = run("predict", str(image), "--model", self.model)
            self.assertEqual(done.returncode, 1, grey)
            self.assertIn("plain.png shows nothing", done.stderr)

    def test_damaged_files_give_1_and_a_sentence(self):
        self.train(RECIPE, "--out", self.model)
        whole = pathlib.Path(self.model).read_bytes()
        image = self.path / "image.png"
        image.write_bytes(png(28, 28, lambda x, y: x))
        for size in (0, 7, 100, len(whole) - 1):
            pathlib.Path(self.model).write_bytes(whole[:size])
            for words in (["predict", str(image), "--model", self.model], ["train", "--resume", "--out", self.model, "--data", "synthetic"]):
                done = run(*words)
                self.assertEqual(done.returncode, 1, (size, words))
                self.assertIn("model.safetensors", done.stderr)
        pathlib.Path(self.model).write_bytes(whole)
        image.write_bytes(image.read_bytes()[:60])
        done = run("predict", str(image), "--model", self.model)
        self.assertEqual(done.returncode, 1)
        self.assertIn("image.png", done.stderr)


if __name__ == "__main__":
    unittest.main()
