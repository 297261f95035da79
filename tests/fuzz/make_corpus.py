"""Writes the seeds of the corpus that are not text: corpus/idx, corpus/model and corpus/wardrobe. Text seeds are written by hand."""

import json
import pathlib
import struct
import zlib

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"


def images(count, rows=28, columns=28, have=None):
    pixels = bytes((7 * n + k) % 251 for n in range(count if have is None else have) for k in range(784))
    return struct.pack(">IIII", 0x0803, count, rows, columns) + pixels


def labels(values, count=None):
    return struct.pack(">II", 0x0801, len(values) if count is None else count) + bytes(values)


def weights(header, numbers):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + struct.pack(f"<{len(numbers)}f", *numbers)


def tensors(shapes, numbers=None, **metadata):
    """A file of these tensors, by name, with the numbers 0.5, 1, 1.5, ... or those given."""
    header = {"__metadata__": metadata} if metadata else {}
    end = 0
    for name, shape in shapes.items():
        begin = end
        count = 1
        for size in shape:
            count *= size
        end += 4 * count
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, end]}
    return weights(header, numbers or [0.5 * (i + 1) for i in range(end // 4)])


def entry(shape, begin, end, dtype="F32"):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def wardrobe(header, labels=(), pictures=None, more=b""):
    """A wardrobe file with this header, an item for each label, and a checksum that is right."""
    header = header if isinstance(header, bytes) else header.encode()
    pixels = bytes((7 * n + k) % 251 for n in range(len(labels) if pictures is None else pictures) for k in range(784))
    content = header + bytes(labels) + pixels
    return content + struct.pack(">I", zlib.crc32(content)) + more


POOLED = {"2.weights": [10, 4], "2.bias": [10]}
CONV = {"1.filters": [2, 1, 3, 3], "1.bias": [2], "4.weights": [10, 8], "4.bias": [10]}
DEEP = {"1.filters": [1, 1, 15, 15], "1.bias": [1], "3.weights": [2, 1], "3.bias": [2], "5.weights": [10, 2], "5.bias": [10]}

SEEDS = {
    "idx/shard_of_two": images(2) + labels([0, 9]),
    "idx/shard_of_one": images(1) + labels([3]),
    "idx/shard_of_none": images(0) + labels([]),
    "idx/images": images(1),
    "idx/labels": labels([7]),
    "idx/label_too_large": images(1) + labels([10]),
    "idx/labels_too_many": images(1) + labels([1, 2]),
    "idx/count_of_all_ones": images(0xFFFFFFFF, have=0) + labels([], count=0xFFFFFFFF),
    "idx/count_that_wraps": images(0x01000000, have=0) + labels([]),
    "idx/images_of_27_rows": images(0, rows=27) + labels([]),
    "model/pooled": tensors(POOLED, recipe="max-pool 14 | dense 10"),
    "model/with_notes": tensors(POOLED, recipe="max-pool 14|dense 10;sgd 1e-2 step 3 .5;seed 7", testAccuracy="0.875", note="\u00fc\t\"\\"),
    "model/conv": tensors(CONV, recipe="conv 2x3 | relu | max-pool 13 | dense 10 ; batch 4"),
    "model/deep": tensors(DEEP, recipe="conv 1x15 | max-pool 14 | dense 2 | relu | dense 10"),
    "model/of_another_network": tensors(POOLED, recipe="max-pool 13 | dense 10"),
    "model/without_a_recipe": tensors(POOLED),
    "model/nothing": weights({}, []),
    "model/metadata_alone": weights({"__metadata__": {"recipe": "dense 10", "n": 3}}, []),
    "model/metadata_of_no_object": weights({"__metadata__": [1]}, []),
    "model/scalar": tensors({"a": []}),
    "model/no_numbers": tensors({"z": [0], "a": [3, 0], "m": [2], "b": [0, 67108864]}),
    "model/not_finite": tensors({"a": [3]}, [1, float("inf"), float("nan")]),
    "model/minus_zero_and_denormal": tensors({"a": [2]}, [-0.0, 1e-45]),
    "model/overlap": weights({"a": entry([2], 0, 8), "b": entry([2], 4, 12)}, [1, 2, 3]),
    "model/gap": weights({"a": entry([1], 0, 4), "b": entry([1], 8, 12)}, [1, 2, 3]),
    "model/product_too_large": weights({"a": entry([65536, 65536], 0, 4)}, [1]),
    "model/product_that_wraps": weights({"a": entry([4294967296, 4294967296], 0, 0)}, []),
    "model/eight_dimensions": weights({"a": entry([1] * 8, 0, 4)}, [1]),
    "model/nine_dimensions": weights({"a": entry([1] * 9, 0, 4)}, [1]),
    "model/half_precision": weights({"a": entry([2], 0, 4, "F16")}, [1]),
    "model/nested_type": weights(b'{"a":{"dtype":' + b"[" * 200 + b"]" * 200 + b',"shape":[1],"data_offsets":[0,4]}}', [1]),
    "model/same_name_twice": weights(b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', [1, 2]),
    "model/offsets_of_all_ones": weights({"a": entry([1], 2**64 - 4, 2**64 - 1)}, [1]),
    "model/header_length_of_all_ones": b"\xff" * 8 + b"{}",
    "model/header_of_no_object": weights(b"[]", []),
    "model/surrogates_and_bytes": weights(b'{"__metadata__":{"a":"\\ud83d\\ude00","b":"\\u0000","c":"\xc3\xbc"}}', []),
    "wardrobe/empty": wardrobe("atelier-wardrobe 1\nitems 0\n"),
    "wardrobe/one_item": wardrobe("atelier-wardrobe 1\nitems 1\n", [9]),
    "wardrobe/own_class": wardrobe("atelier-wardrobe 1\nclass Scarf\nitems 1\n", [10]),
    "wardrobe/six_classes": wardrobe("atelier-wardrobe 1\n" + "".join(f"class {c}\n" for c in "abcdef") + "items 2\n", [15, 0]),
    "wardrobe/seven_classes": wardrobe("atelier-wardrobe 1\n" + "".join(f"class {c}\n" for c in "abcdefg") + "items 0\n"),
    "wardrobe/same_class_twice": wardrobe("atelier-wardrobe 1\nclass a\nclass A\nitems 0\n"),
    "wardrobe/class_of_the_data_set": wardrobe("atelier-wardrobe 1\nclass bag\nitems 0\n"),
    "wardrobe/names_in_utf8": wardrobe("atelier-wardrobe 1\nclass M\u00fctze\nclass \u5e3d\nclass \U0001f9e3\nitems 0\n"),
    "wardrobe/name_not_utf8": wardrobe(b"atelier-wardrobe 1\nclass \xed\xa0\x80\nitems 0\n"),
    "wardrobe/name_of_control": wardrobe(b"atelier-wardrobe 1\nclass a\xc2\x85\nitems 0\n"),
    "wardrobe/label_too_large": wardrobe("atelier-wardrobe 1\nitems 1\n", [10]),
    "wardrobe/items_too_many": wardrobe("atelier-wardrobe 1\nitems 501\n", [1]),
    "wardrobe/count_that_wraps": wardrobe("atelier-wardrobe 1\nitems 4294967297\n", [1]),
    "wardrobe/same_item_twice": wardrobe(wardrobe("atelier-wardrobe 1\nitems 2\n", [1, 1], 1)[:-4] + bytes(k % 251 for k in range(784))),
    "wardrobe/version_two": wardrobe("atelier-wardrobe 2\nitems 0\n"),
    "wardrobe/more_after_it": wardrobe("atelier-wardrobe 1\nitems 0\n", more=b"\n"),
    "wardrobe/wrong_sum": b"atelier-wardrobe 1\nitems 0\n\0\0\0\0",
    "model/not_utf8": weights(b'{"__metadata__":{"a":"\xff"}}', []),
}

for name, content in SEEDS.items():
    path = CORPUS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
