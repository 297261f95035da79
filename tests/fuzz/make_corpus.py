"""Writes the seeds of the corpus that are not text: corpus/idx, corpus/image, corpus/model, corpus/wardrobe and corpus/work. Text seeds are
written by hand."""

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


def piece(kind, content, *, length=None, crc=None, version=1):
    """A piece of a work file."""
    sizes = f"{len(content) if length is None else length} {zlib.crc32(content) if crc is None else crc:08x}"
    return f"atelier-work {version} {kind} {sizes}\n".encode() + content


def fields(*values):
    """As src/keep/fields.h has them; a list is one of floats."""
    content = b""
    for value in values:
        if isinstance(value, bool):
            content += bytes([value])
        elif isinstance(value, (int, float)):
            content += struct.pack("<i" if isinstance(value, int) else "<d", value)
        elif isinstance(value, list):
            content += struct.pack(f"<i{len(value)}f", len(value), *value)
        else:
            text = value if isinstance(value, bytes) else value.encode()
            content += struct.pack("<i", len(text)) + text
    return content


def head(run=False, names="", recipe="dense 10", bulk=()):
    """What is in the head of a work file."""
    shown = (recipe, 70.0, "test", 17, True, True, False, "drawing 1 ; stroke 300 1 2", b"\1\2")
    checkpoint = (1, recipe, recipe, "Fashion-MNIST", 1, 20, 0.5, 7, 3, "1\t2\t3\t4\t5\t6\t7", list(bulk))
    return fields(*shown, run, *checkpoint, [1.0, 2.0, 0.5, 0.25], names)


def head2(*given, left="", number=2):
    """The same with the runs that were left."""
    return head(*given) + fields(number, 1, 3, left)


def left_run(number, names="", recipe="dense 10"):
    """What is in a piece of a run that was left."""
    checkpoint = (0, recipe, recipe, "Fashion-MNIST", 1, 20, 0.5, 7, 3, "1\t2\t3\t4\t5\t6\t7", [0.5, -0.5])
    return fields(number, 0, 0, *checkpoint, [1.0, 2.0, 0.5, 0.25], [500.0], names)


def name_of(snapshot):
    words = snapshot.split(b"\n")[0].decode().split()
    return f"{words[2]}-{words[4]}"


def entry(shape, begin, end, dtype="F32"):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def png(width, height, depth, colour, rows, *, before=(), after=(), interlaced=0):
    """A PNG file: `rows` are packed as `depth` and `colour` say; `before` and `after` are chunks around the pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = [(b"IHDR", header), *before, (b"IDAT", pixels), *after, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def exif(jpeg, orientation, order="MM", entries=1, directory=8):
    """The JPEG file with a segment that says how the camera was held."""
    end = ">" if order == "MM" else "<"
    tag = struct.pack(end + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = order.encode() + struct.pack(end + "HIH", 42, directory, entries) + tag + bytes(4)
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


# Pictures of 3 x 2 pixels, 0 51 102 over 153 204 255, in every kind of PNG that can hold these greys.
GREYS = [[0, 51, 102], [153, 204, 255]]
FOURS = [b"\x03\x60", b"\x9c\xf0"]
PALETTE = (b"PLTE", bytes(grey for row in GREYS for grey in row for _ in range(3)))
ADAM7 = [b"\x00", b"\x66", b"\x33", b"\x99\xcc\xff"]  # the passes 1, 4, 6 and 7 of them
DRAWN = [bytes(255 if 60 < x < 160 and 90 < y < 130 else (x * y) // 512 for x in range(224)) for y in range(224)]

# Pictures of 24 x 16 pixels from ImageMagick. The grey one has squares of 8: 0 50 100 over 150 200 250; the others red, green and blue
# over grey.
JPEGS = {
    "grey": bytes.fromhex(
        "ffd8ffe000104a46494600010100000100010000ffdb0043000302020302020303030304030304050805050404050a070706080c0a0c0c0b0a0b0b0d"
        "0e12100d0e110e0b0b1016101113141515150c0f171816141812141514ffc0000b080010001801011100ffc400150001010000000000000000000000"
        "0000000809ffc40014100100000000000000000000000000000000ffda0008010100003f009544290a4310a42bffd9"
    ),
    "colour": bytes.fromhex(
        "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20"
        "242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffdb0043010909090c0b0c180d0d1832211c21323232323232323232323232"
        "3232323232323232323232323232323232323232323232323232323232323232323232323232ffc00011080010001803012200021101031101ffc400"
        "17000003010000000000000000000000000000060807ffc40014100100000000000000000000000000000000ffc40017010003010000000000000000"
        "000000000003040507ffc4002711000004020905000000000000000000000011121316610304050614212231626371a2e1e2ffda000c030100021103"
        "11003f004b6947208758b15e2d6452f6097be92236726db5723527b11267b89502ab0d5233e8797c84b0f31fffd9"
    ),
    "progressive": bytes.fromhex(
        "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20"
        "242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffdb0043010909090c0b0c180d0d1832211c21323232323232323232323232"
        "3232323232323232323232323232323232323232323232323232323232323232323232323232ffc20011080010001803012200021101031101ffc400"
        "17000003010000000000000000000000000000050706ffc40017010003010000000000000000000000000002030406ffda000c030100021003100000"
        "014ba572425292ac6a91ffc40014100100000000000000000000000000000020ffda00080101000105025fffc4001e11000004070000000000000000"
        "0000000000021112051315314261d1ffda0008010301013f018b9aa2cc5abbba704b1fffc4001c110001030500000000000000000000000000030412"
        "154162a1e1ffda0008010201013f015194ee5670df0fffc40014100100000000000000000000000000000020ffda0008010100063f025fffc4001410"
        "0100000000000000000000000000000020ffda0008010100013f215fffda000c03010002000300000010031fffc4001a110002020300000000000000"
        "0000000000001131714191a1ffda0008010301013f10c5743425692c7fffc4001911000105000000000000000000000000001011213161e1ffda0008"
        "010201013f106114ad19ffc40014100100000000000000000000000000000020ffda0008010100013f105fffd9"
    ),
    "cmyk": bytes.fromhex(
        "ffd8ffee000e41646f626500640000000002ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e"
        "2720222c231c1c2837292c30313434341f27393d38323c2e333432ffdb0043010909090c0b0c180d0d1832211c213232323232323232323232323232"
        "323232323232323232323232323232323232323232323232323232323232323232323232ffc00014080010001804012200021101031101042200ffc4"
        "0017000101010100000000000000000000000000060708ffc40014100100000000000000000000000000000000ffc400170100030100000000000000"
        "00000000000003040507ffc4002711000004020905000000000000000000000011121316610304050614212231626372a2e1e2ffda000e0401000211"
        "03110400003f00b366ac585cabdb4c9e8339fa02ba1470e3d9b8e2789255dc66a96c37f1103b8870e8caa0cebf8fd07b11216e2207ffd9"
    ),
}

def wardrobe(header, labels=(), pictures=None, more=b""):
    """A wardrobe file with this header, an item for each label, and a checksum that is right."""
    header = header if isinstance(header, bytes) else header.encode()
    pixels = bytes((7 * n + k) % 251 for n in range(len(labels) if pictures is None else pictures) for k in range(784))
    content = header + bytes(labels) + pixels
    return content + struct.pack(">I", zlib.crc32(content)) + more


POOLED = {"2.weights": [10, 4], "2.bias": [10]}
CONV = {"1.filters": [2, 1, 3, 3], "1.bias": [2], "4.weights": [10, 8], "4.bias": [10]}
DEEP = {"1.filters": [1, 1, 15, 15], "1.bias": [1], "3.weights": [2, 1], "3.bias": [2], "5.weights": [10, 2], "5.bias": [10]}

EPOCHS = [piece(f"epoch{e}", fields(e, 10 * e, [0.5, 1.5], [0.25])) for e in (0, 1)]
LEFT = piece("run2", left_run(2, "\n".join(map(name_of, EPOCHS))))
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
    "image/grey": png(3, 2, 8, 0, [bytes(row) for row in GREYS]),
    "image/grey_4_bits": png(3, 2, 4, 0, FOURS),
    "image/grey_2_bits": png(4, 1, 2, 0, [b"\x1b"]),
    "image/grey_1_bit": png(9, 1, 1, 0, [b"\xaa\x80"]),
    "image/grey_16_bits": png(3, 2, 16, 0, [bytes(g for grey in row for g in (grey, grey)) for row in GREYS]),
    "image/grey_interlaced": png(3, 2, 8, 0, ADAM7, interlaced=1),
    "image/colour": png(3, 2, 8, 2, [bytes(g for grey in row for g in (grey, grey, grey)) for row in GREYS]),
    "image/colour_16_bits": png(3, 2, 16, 2, [bytes(grey for grey in row for _ in range(6)) for row in GREYS]),
    "image/palette": png(3, 2, 8, 3, [b"\0\1\2", b"\3\4\5"], before=[PALETTE]),
    "image/palette_4_bits": png(3, 2, 4, 3, [b"\x01\x20", b"\x34\x50"], before=[PALETTE]),
    "image/palette_transparent": png(2, 1, 8, 3, [b"\0\1"], before=[(b"PLTE", bytes([30] * 3 + [40] * 3)), (b"tRNS", b"\xff\x00")]),
    "image/grey_transparent": png(2, 1, 8, 0, [bytes([200, 9])], before=[(b"tRNS", b"\0\x09")]),
    "image/alpha_dark": png(3, 1, 8, 4, [bytes([20, 255, 20, 0, 20, 128])]),
    "image/alpha_bright": png(3, 1, 8, 6, [bytes([220] * 3 + [255] + [220] * 3 + [0] + [220] * 3 + [128])]),
    "image/alpha_16_bits": png(1, 1, 16, 6, [b"\xc8\xc8" * 3 + b"\xff\xff"]),
    "image/alpha_none": png(2, 1, 8, 4, [bytes([20, 0, 200, 0])]),
    "image/animated": png(3, 2, 8, 0, [bytes(row) for row in GREYS], before=[(b"acTL", struct.pack(">II", 2, 0)), (b"fcTL", bytes(26))], after=[(b"fcTL", bytes(26)), (b"fdAT", bytes(8))]),
    "image/drawing": png(224, 224, 8, 0, DRAWN, before=[(b"tEXt", b"Software\0Atelier drawing pad")]),
    "image/drawing_of_another_size": png(3, 2, 8, 0, [bytes(row) for row in GREYS], before=[(b"tEXt", b"Software\0Atelier drawing pad")]),
    "image/wide": png(1500, 3, 1, 0, [b"\x00" * 94 + b"\xff" * 94] * 3),
    "image/side_of_8193": png(8193, 1, 1, 0, []),
    "image/side_of_all_ones": png(0xFFFFFFFF, 0xFFFFFFFF, 8, 6, []),
    "image/25_million_pixels": png(5000, 5000, 8, 0, []),
    "image/no_width": png(0, 2, 8, 0, [b"", b""]),
    "image/no_pixels": png(3, 2, 8, 0, []),
    "image/far_too_many_pixels": png(1, 1, 8, 0, [bytes(300_000)]),
    "image/pixels_of_another_name": png(1, 1, 8, 0, []).replace(b"IDAT", b"IDAt", 1),
    "image/palette_missing": png(3, 2, 8, 3, [b"\0\1\2", b"\3\4\5"]),
    "image/palette_too_short": png(3, 2, 8, 3, [b"\0\1\2", b"\3\4\xff"], before=[PALETTE]),
    "image/header_of_another_name": png(1, 1, 8, 6, [bytes([1, 2, 3, 4])]).replace(b"IHDR", b"IHDX", 1),
    "image/jpeg_grey": JPEGS["grey"],
    "image/jpeg_colour": JPEGS["colour"],
    "image/jpeg_progressive": JPEGS["progressive"],
    "image/jpeg_cmyk": JPEGS["cmyk"],
    **{f"image/jpeg_orientation_{n}": exif(JPEGS["grey"], n, "II" if n % 2 else "MM") for n in range(1, 9)},
    "image/jpeg_orientation_beyond": exif(JPEGS["grey"], 9),
    "image/jpeg_orientation_far_away": exif(JPEGS["grey"], 6, directory=0xFFFFFFFF),
    "image/jpeg_orientation_among_too_many": exif(JPEGS["grey"], 6, entries=0xFFFF, directory=0),
    "image/jpeg_of_60000": JPEGS["grey"].replace(b"\x08\x00\x10\x00\x18", b"\x08\xea\x60\xea\x60"),
    "image/jpeg_table_too_large": JPEGS["grey"].replace(b"\xff\xc4\x00\x15\x00", b"\xff\xc4\x00\x15\x00" + b"\xff" * 16),
    "image/jpeg_without_a_frame": b"\xff\xd8\xff\xda\x00\x02\xff\xd9",
    "image/gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "image/webp": b"RIFF\x1a\x00\x00\x00WEBPVP8L",
    "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "image/svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "image/text": b"Nothing of a picture.\n",
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
    "work/nothing_trained": piece("head", head()),
    "work/run": piece("head", head(True, bulk=[0.5, -0.5])),
    "work/two_epochs": piece("head", head(True, "\n".join(map(name_of, EPOCHS)))) + b"".join(EPOCHS),
    "work/left_run": piece("head2", head2(True, name_of(EPOCHS[0]), left=name_of(LEFT))) + EPOCHS[0] + LEFT + EPOCHS[1],
    "work/left_run_missing": piece("head2", head2(True, "", left=name_of(LEFT) + "\nrun7-00000000")),
    "work/left_run_damaged": piece("head2", head2(False, "", left=name_of(LEFT))) + LEFT[:-1] + b"x",
    "work/left_run_alone": LEFT,
    "work/content_of_a_left_run": left_run(2, name_of(EPOCHS[0])),
    "work/content_of_a_head_with_left_runs": head2(True, left=name_of(LEFT)),
    "work/epoch_missing": piece("head", head(True, "\n".join(map(name_of, EPOCHS)))) + EPOCHS[1],
    "work/epoch_named_twice": piece("head", head(True, "\n".join([name_of(EPOCHS[0])] * 2))) + EPOCHS[0],
    "work/epoch_damaged": piece("head", head(True, name_of(EPOCHS[0]))) + EPOCHS[0][:-1] + b"x",
    "work/epoch_alone": EPOCHS[0],
    "work/content_of_a_head": head(True),
    "work/content_of_an_epoch": fields(0, 5, [1.0], []),
    "work/version_two": piece("head", head(), version=2),
    "work/wrong_sum": piece("head", head(), crc=1),
    "work/too_long": piece("head", head(), length=2**40),
    "work/length_that_wraps": piece("head", head(), length=2**64 - 1),
    "work/length_with_zeros": piece("head", head(), length="0000"),
    "work/no_kind": piece("", head()),
    "work/count_below_zero": piece("head", struct.pack("<i", -1)),
    "work/count_too_large": piece("head", struct.pack("<i", 2**31 - 1)),
    "work/truth_of_two": piece("head", head().replace(b"\x01\x01\x00", b"\x02\x01\x00", 1)),
    "model/not_utf8": weights(b'{"__metadata__":{"a":"\xff"}}', []),
}

for name, content in SEEDS.items():
    path = CORPUS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
