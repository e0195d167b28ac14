#!/usr/bin/env python3
"""Draws the corpus of the fuzzing targets: small pictures of every kind, zips, lists, overlays, configurations and names.

Usage: fuzz/make_corpus.py     (with numpy, Pillow, tifffile and imagecodecs)

The corpus of a run's own files is written by `cargo run --release --example campaign -- corpus`.
"""

import io
import struct
import zipfile
from pathlib import Path

import numpy
import tifffile
from PIL import Image

HERE = Path(__file__).parent
WIDTH, HEIGHT = 23, 14


def drawing():
    """Shading and edges, in colour."""
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    red, green, blue = 11 * x, 18 * y, 255 - 5 * x - 8 * y
    inside = (x - 11) ** 2 + (y - 7) ** 2 < 25
    return numpy.stack([numpy.where(inside, 250, red), green, numpy.where(inside, 20, blue)], axis=-1).astype("u1")


COLOUR = drawing()
PICTURE = Image.fromarray(COLOUR)
GRAY = numpy.asarray(PICTURE.convert("L"))
ALPHA = (numpy.indices(GRAY.shape).sum(0) * 9 % 256).astype("u1")


def encoded(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def turned(value):
    exif = Image.Exif()
    exif[274] = value
    return exif


def xmp(value):
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="%d"/></rdf:RDF></x:xmpmeta>' % value
    )


def jpegs():
    for name, sampling in [("444", 0), ("422", 1), ("420", 2)]:
        yield f"baseline_{name}", encoded(PICTURE, "JPEG", subsampling=sampling)
        yield f"progressive_{name}", encoded(PICTURE, "JPEG", subsampling=sampling, progressive=True)
    yield "restarts", encoded(PICTURE, "JPEG", restart_marker_blocks=1)
    yield "gray", encoded(PICTURE.convert("L"), "JPEG")
    yield "cmyk", encoded(PICTURE.convert("CMYK"), "JPEG")
    yield "rgb", encoded(PICTURE, "JPEG", keep_rgb=True)
    yield "exif_6", encoded(PICTURE, "JPEG", exif=turned(6))
    yield "xmp_8", encoded(PICTURE, "JPEG", xmp=xmp(8))


def pngs():
    for mode in ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]:
        picture = Image.fromarray(GRAY.astype("u2") * 257) if mode == "I;16" else PICTURE.convert(mode)
        yield mode.replace(";", "_"), encoded(picture, "PNG")
    yield "transparent_palette", encoded(PICTURE.quantize(16), "PNG", transparency=3)
    yield "transparent_gray", encoded(PICTURE.convert("L"), "PNG", transparency=int(GRAY[0, 0]))
    yield "transparent_colour", encoded(PICTURE, "PNG", transparency=tuple(int(value) for value in COLOUR[0, 0]))
    yield "two_bits", encoded(PICTURE.quantize(4), "PNG", bits=2)
    yield "exif_6", encoded(PICTURE, "PNG", exif=turned(6))
    yield "animated", encoded(PICTURE, "PNG", save_all=True, append_images=[PICTURE.rotate(180)])
    text = b"\nexif\n%8d\n%s\n" % (len(turned(6).tobytes()) + 6, (b"Exif\0\0" + turned(6).tobytes()).hex().encode())
    whole = encoded(PICTURE, "PNG")
    yield "raw_profile", whole[:33] + chunk(b"tEXt", b"Raw profile type exif\0" + text) + whole[33:]
    yield "xmp_8", whole[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(8)) + whole[33:]


def chunk(kind, content):
    import zlib

    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def gifs():
    few = PICTURE.quantize(16)
    yield "plain", encoded(few, "GIF", interlace=False)
    yield "interlaced", encoded(few, "GIF", interlace=True)
    yield "many_colours", encoded(PICTURE.quantize(256), "GIF")
    yield "two_colours", encoded(PICTURE.convert("1"), "GIF")
    yield "transparent", encoded(few, "GIF", transparency=2)
    yield "animated", encoded(few, "GIF", save_all=True, append_images=[few.rotate(180)], duration=100)
    plain = encoded(few, "GIF", interlace=False)
    yield "larger_screen", plain[:6] + struct.pack("<HH", WIDTH + 5, HEIGHT + 3) + plain[10:]


def bitmap(header, bits, data, palette=b"", compression=0, masks=b"", top_down=False):
    if header == 12:
        head = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits)
    else:
        height = -HEIGHT if top_down else HEIGHT
        head = struct.pack("<IiiHHIIiiII", header, WIDTH, height, 1, bits, compression, 0, 2835, 2835, 0, 0)
        head = (head + (masks if header > 40 else b"")).ljust(header, b"\0") + (masks if header == 40 else b"")
    offset = 14 + len(head) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + head + palette + data


def rows(samples):
    """Rows from the bottom up, each filled to four bytes."""
    lines = [row.tobytes() for row in samples[::-1]]
    return b"".join(line + b"\0" * (-len(line) % 4) for line in lines)


def packed(indices, bits):
    spread = (indices[..., None] >> numpy.arange(bits - 1, -1, -1) & 1).reshape(HEIGHT, -1)
    return numpy.packbits(spread, axis=1)


def bmps():
    bgr = COLOUR[..., ::-1]
    for header in (12, 40, 64, 108, 124):
        yield f"colour_{header}", bitmap(header, 24, rows(bgr))
    yield "top_down", bitmap(40, 24, rows(bgr), top_down=True)
    for bits in (1, 4, 8):
        picture = PICTURE.quantize(1 << bits)
        colours = numpy.array(picture.getpalette() + [0] * 768)[: 3 << bits].reshape(-1, 3)[:, ::-1].astype("u1")
        filled = numpy.pad(colours, ((0, 0), (0, 1))).tobytes()
        indices = numpy.asarray(picture)
        yield f"palette_{bits}", bitmap(40, bits, rows(packed(indices, bits)), filled)
        yield f"palette_{bits}_os2", bitmap(12, bits, rows(packed(indices, bits)), colours.tobytes())
        if bits == 8:
            runs = b"".join(b"".join(bytes([1, i]) for i in line[:15]) + bytes([0, 8]) + line[15:].tobytes() + b"\0\0" for line in indices[::-1])
            yield "runs_8", bitmap(40, 8, runs + b"\0\1", filled, compression=1)
        if bits == 4:
            pairs = b"".join(b"".join(bytes([2, i << 4 | j]) for i, j in line[:22].reshape(-1, 2)) + b"\0\0" for line in indices[::-1])
            yield "runs_4", bitmap(40, 4, pairs + b"\0\2\1\1\0\1", filled, compression=2)
    wide = COLOUR.astype("u2") >> 3
    yield "sixteen", bitmap(40, 16, rows((wide[..., 0] << 10 | wide[..., 1] << 5 | wide[..., 2]).astype("<u2")))
    yield "masks_16", bitmap(
        40, 16, rows((wide[..., 0] << 11 | wide[..., 1] << 6 | wide[..., 2]).astype("<u2")), compression=3,
        masks=struct.pack("<3I", 0xF800, 0x7E0, 0x1F),
    )
    four = numpy.dstack([bgr, ALPHA])
    yield "thirty_two", bitmap(40, 32, rows(four))
    yield "masks_32", bitmap(108, 32, rows(four), compression=3, masks=struct.pack("<4I", 0xFF0000, 0xFF00, 0xFF, 0xFF000000))


def webps():
    transparent = Image.fromarray(numpy.dstack([COLOUR, ALPHA]))
    for name, picture in [("plain", PICTURE), ("transparent", transparent)]:
        yield name, encoded(picture, "WEBP")
        yield f"{name}_lossless", encoded(picture, "WEBP", lossless=True)
    yield "animated", encoded(PICTURE, "WEBP", save_all=True, append_images=[PICTURE.rotate(180)], duration=100)
    yield "exif_6", encoded(PICTURE, "WEBP", exif=turned(6))
    yield "xmp_8", encoded(PICTURE, "WEBP", xmp=xmp(8))


def tiff(data, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, data, metadata=None, software="", **options)
    return file.getvalue()


def tiffs():
    colour = {"photometric": "rgb"}
    rgba = numpy.dstack([COLOUR, ALPHA])
    for compression in (None, "lzw", "zlib", "packbits", "zstd"):
        for predictor in (False, True):
            if predictor and compression in (None, "packbits"):
                continue
            options = {"compression": compression, "predictor": predictor or None}
            name = f"{compression or 'plain'}{'_predicted' if predictor else ''}"
            yield f"colour_{name}", tiff(COLOUR, rowsperstrip=5, **colour, **options)
            yield f"sixteen_{name}", tiff(COLOUR.astype("u2") * 257, byteorder=">", **colour, **options)
            yield f"gray_{name}", tiff(GRAY, photometric="minisblack", byteorder=">", **options)
    tiles = {"tile": (16, 16)}
    yield "tiles", tiff(COLOUR, compression="lzw", **tiles, **colour)
    yield "planes", tiff(numpy.ascontiguousarray(numpy.moveaxis(COLOUR, -1, 0)), planarconfig="separate", **colour)
    sixteen = numpy.ascontiguousarray(numpy.moveaxis(COLOUR.astype("u2") * 257, -1, 0))
    yield "planes_tiles_16", tiff(sixteen, planarconfig="separate", compression="zlib", **tiles, **colour)
    yield "big", tiff(COLOUR, bigtiff=True, **colour)
    for kind in ("unassalpha", "assocalpha", "unspecified"):
        yield f"four_{kind}", tiff(rgba, extrasamples=[kind], compression="lzw", **colour)
    yield "gray_alpha", tiff(numpy.dstack([GRAY, ALPHA]), photometric="minisblack", planarconfig="contig", extrasamples=["unassalpha"])
    yield "cmyk", tiff(numpy.asarray(PICTURE.convert("CMYK")), photometric="separated")
    yield "white", tiff(GRAY, photometric="miniswhite")
    yield "float", tiff(GRAY.astype("f4"), photometric="minisblack", compression="zlib")
    yield "wide_gray", tiff(GRAY.astype("i4"), photometric="minisblack")
    yield "bits", tiff(GRAY > 128, photometric="minisblack")
    yield "lab", tiff(COLOUR, photometric="cielab")
    for subsampling in ((1, 1), (2, 2)):
        yield f"jpeg_{subsampling[0]}", tiff(COLOUR, photometric="ycbcr", compression="jpeg", subsampling=subsampling)
    for compression in ("group3", "group4", "tiff_lzw"):
        yield f"two_{compression}", encoded(PICTURE.convert("1"), "TIFF", compression=compression)
    yield "palette", encoded(PICTURE.quantize(256), "TIFF", compression="tiff_lzw")
    yield "palette_4", encoded(PICTURE.quantize(16), "TIFF")
    yield "ycbcr", encoded(PICTURE.convert("YCbCr"), "TIFF")
    yield "orientation_6", tiff(COLOUR, extratags=[(274, 3, 1, 6, True)], **colour)


def pnms():
    bits = GRAY > 128
    size = f"{WIDTH} {HEIGHT}"
    yield "p1", f"P1\n# a comment\n{size}\n".encode() + "\n".join(" ".join(str(int(bit)) for bit in row) for row in bits).encode()
    yield "p4", f"P4 {size}\n".encode() + numpy.packbits(bits, axis=1).tobytes()
    for most in (7, 255, 1000, 65535):
        kind = ">u2" if most > 255 else "u1"
        gray = (GRAY.astype("i8") * most // 255).astype(kind)
        colour = (COLOUR.astype("i8") * most // 255).astype(kind)
        yield f"p5_{most}", f"P5\n{size}\n{most}\n".encode() + gray.tobytes()
        yield f"p6_{most}", f"P6 {size} {most} ".encode() + colour.tobytes()
        yield f"p2_{most}", f"P2 {size} {most}\n".encode() + " ".join(map(str, gray.flat)).encode()
        yield f"p3_{most}", f"P3 {size} # a comment\n{most}\n".encode() + "\n".join(map(str, colour.flat)).encode()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def zips():
    picture = encoded(PICTURE.resize((4, 3)), "PNG")
    flat = [(f"{label}.{number}.png", picture) for label in ("cat", "dog") for number in range(3)]
    folders = [(f"pets/{label}s/{number}.png", picture) for label in ("cat", "dog") for number in range(2)]
    yield "flat", zipped(flat)
    yield "stored", zipped(flat, zipfile.ZIP_STORED)
    yield "folders", zipped(folders + [("pets/", b""), ("__MACOSX/._x.png", b"?")])
    yield "inside_stored", zipped([("train.zip", zipped(flat)), ("test.zip", zipped(flat))], zipfile.ZIP_STORED)
    yield "inside_deflated", zipped([("pets/train.zip", zipped(folders))])
    yield "outside", zipped([("../cat.1.png", picture), ("/dog.1.png", picture), ("C:\\dog.2.png", picture), *flat])
    yield "accents", zipped([("gatos/ç.png", picture), ("cães/é.png", picture), ("ca\u0303es/e\u0301.png", picture)])
    old = zipped([("g\xe9.1.png".encode().decode(), picture), ("dog.1.png", picture)])
    yield "old_names", old.replace("gé".encode(), b"\x82g\x87")
    deflate64 = bytearray(zipped(flat))
    for signature, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        deflate64[deflate64.find(signature) + at] = 9
    yield "deflate64", bytes(deflate64)
    encrypted = bytearray(zipped(flat))
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        encrypted[encrypted.find(signature) + at] |= 1
    yield "encrypted", bytes(encrypted)
    yield "seven", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(40)
    yield "empty", zipped([])


def csv_lists():
    rows = [("filename", "category"), ("cat.0.png", "cat"), ("dog.0.png", "dog"), ("a b/dog, 1.png", "dog"), ("x.png", "cat")]
    plain = "\n".join(f'"{name}",{label}' for name, label in rows) + "\n"
    yield "plain", plain.encode()
    yield "semicolons", plain.replace('",', '";').replace("\n", "\r\n").encode()
    yield "tabs", plain.replace('",', '"\t').encode()
    yield "separator_stated", ("sep=;\n" + plain.replace('",', '";')).encode()
    yield "marked", plain.encode("utf-8-sig")
    yield "utf_16", plain.replace("cat", "gató").encode("utf-16")
    yield "utf_16_big", b"\xfe\xff" + plain.encode("utf-16-be")
    yield "windows", plain.replace("cat", "gató").encode("cp1252")
    yield "backslashes", plain.replace("/", "\\").encode()
    yield "no_labels", b"filename\ncat.0.png\n\ndog.0.png\n"
    yield "other_columns", b"image_id,label\ncat.0,cat\ndog.0,dog\n"
    yield "unclosed", b'filename,category\n"cat.0.png,cat\ndog.0.png,dog\n'
    yield "accents", "filename,category\ncafé.png,é\ncafe\u0301.png,e\u0301\n".encode()
    yield "formulas", b"filename,category\n=1+1.png,+cat\n@x.png,-dog\n"


def overlays():
    plain = "file,action,new_label\ncat.0.png,relabel,dog\ncat.1.png,exclude,\ndog.0.png,doubtful,\n"
    yield "plain", plain.encode()
    yield "semicolons", plain.replace(",", ";").encode()
    yield "quoted", 'file,action,new_label\r\n"a, ""b"".png",relabel,"c\nd"\r\n'.encode()
    yield "marked", plain.encode("utf-8-sig")
    yield "repeated", (plain + "cat.0.png,exclude,\n").encode()
    yield "utf_16", plain.encode("utf-16")
    yield "empty", b""


def layouts():
    yield "flat", b"cat.1.jpg\ncat.2.jpg\ndog.1.jpg\nREADME.md\n.DS_Store\n"
    yield "folders", b"pets/cats/1.jpg\npets/cats/2.jpg\npets/dogs/1.jpg\npets/Thumbs.db\n"
    yield "kaggle", b"training_set/training_set/cats/cat.1.jpg\ntraining_set/training_set/dogs/dog.1.jpg\ntest_set/test_set/cats/cat.4001.jpg\ntest_set/test_set/dogs/dog.4001.jpg\n"
    yield "parts", b"d/Training/a/1.png\nd/Training/b/1.png\nd/Testing/a/2.png\nd/validation/b/2.png\nd/evaluation/a/3.png\n"
    yield "segments", b"seg_train/seg_train/sea/1.jpg\nseg_train/seg_train/street/1.jpg\nseg_test/seg_test/sea/2.jpg\nseg_pred/seg_pred/3.jpg\n"
    yield "class_train", b"vehicles/train/1.jpg\nvehicles/bus/1.jpg\nvehicles/train/2.jpg\n"
    yield "accents", "ação/1.png\nac\u0327a\u0303o/2.png\nb/1.png\n".encode()
    yield "hidden", b"@eaDir/a/1.jpg\n.ipynb_checkpoints/x.png\n__MACOSX/cat/._1.jpg\ncat/1.jpg\ndog/1.jpg\n"
    yield "outside", b"../cat/1.jpg\n/dog/1.jpg\ncat/../dog/1.jpg\nC:/cat/1.jpg\ncat\\1.jpg\n"
    yield "deep", b"/".join([b"a"] * 60) + b"/cat/1.png\n" + b"/".join([b"a"] * 60) + b"/dog/1.png\n"


def configs():
    for preset in sorted((HERE / "../config").glob("*.ron")):
        yield preset.stem, preset.read_bytes()
    yield "all_layers", b"""(
    preset: "all", seed: 7,
    data: (validation_share: 0.25, split_seed: 3, stratify: true, exif_orientation: false, resize: area),
    augmentation: (rotation_range: 15, zoom_range: 0.2, horizontal_flip: true, fill_mode: reflect),
    network: (input: (32, 24), layers: [
        Conv2D(filters: 3, kernel_size: (3, 5), padding: same, strides: (2, 1), activation: relu), BatchNormalization(momentum: 0.9),
        MaxPooling2D(pool_size: (2, 2)), AveragePooling2D(), Dropout(rate: 0.5), GlobalAveragePooling2D(),
        Dense(units: 9, activation: relu), Dense(units: classes, activation: softmax),
    ]),
    training: (optimizer: Adam(learning_rate: 0.001), batch_size: 7, epochs: 3),
    callbacks: [EarlyStopping(patience: 2), ReduceLROnPlateau(factor: 0.5), ModelCheckpoint(filepath: "{epoch}.safetensors"), CSVLogger(filename: "log.csv"), TerminateOnNaN],
)
"""
    yield "empty", b"()"


def main():
    kinds = {
        "jpeg": jpegs, "png": pngs, "gif": gifs, "bmp": bmps, "webp": webps, "tiff": tiffs, "pnm": pnms,
        "zip": zips, "csv_list": csv_lists, "overlay": overlays, "layout": layouts, "config": configs,
    }
    for kind, files in kinds.items():
        folder = HERE / "corpus" / kind
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files():
            (folder / name).write_bytes(content)


main()
