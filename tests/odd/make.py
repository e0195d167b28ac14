"""Draws unusual and broken pictures into files/ beside this file, and lists in ODD.csv what Pillow makes of each.

python make.py          (made with Python 3.11 and Pillow 13.0.0)
"""

import csv
import io
import random
import warnings
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
ORIENTATION = 0x0112


def drawing(width=60, height=40):
    """A face on a gradient."""
    picture = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((width, height)) for turn in [0, 90, 180]])
    draw = ImageDraw.Draw(picture)
    draw.ellipse([width * 0.2, height * 0.1, width * 0.8, height * 0.9], fill=(200, 150, 90), outline=(60, 40, 20))
    for eye in [0.4, 0.6]:
        draw.ellipse([width * eye - 3, height * 0.4 - 3, width * eye + 3, height * 0.4 + 3], fill=(20, 20, 30))
    return picture


def encoded(picture, format, **options):
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def jpeg(picture=None, **options):
    return encoded(picture or drawing(), "JPEG", quality=85, **options)


def turned(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return jpeg(exif=exif)


def with_inserted(file, place, part):
    return file[:place] + part + file[place:]


def scan_damaged(file, count):
    """The file with `count` bytes of its scan replaced at random."""
    dice = random.Random(42)
    damaged = bytearray(file)
    start = file.index(b"\xff\xda") + 14
    for place in dice.sample(range(start, len(file) - 2), count):
        damaged[place] = dice.randrange(256)
    return bytes(damaged)


def transparent():
    picture = drawing().convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    return picture


def pictures():
    """The files: name, what it is, bytes."""
    base, png = jpeg(), encoded(drawing(), "PNG")
    webp, palette = encoded(drawing(), "WEBP"), drawing().quantize(32)
    tables = [[min(65535, 40 * (1 + place)) for place in range(64)]] * 2
    frames = [drawing(), drawing().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    grey16 = Image.frombytes("I;16", (20, 10), bytes(value for place in range(200) for value in (0, place)))
    app1 = b"\xff\xe1\x00\x12Exif\x00\x00MM\x00*\xff\xff\xff\xff\x00\x00"

    yield "plain.jpg", "baseline JPEG", base
    yield "with space.jpg", "a space in the name", base
    yield "progressive.jpg", "progressive JPEG", jpeg(progressive=True)
    yield "quarter_chroma.jpg", "JPEG with 4:2:0 sampling and odd sides", jpeg(drawing(61, 37), subsampling=2)
    yield "half_chroma.jpg", "JPEG with 4:2:2 sampling and odd sides", jpeg(drawing(61, 37), subsampling=1)
    yield "restarts.jpg", "JPEG with restart markers", jpeg(restart_marker_blocks=2)
    yield "grey.jpg", "JPEG of one component", jpeg(drawing().convert("L"))
    yield "grey_in_three.jpg", "grey picture in three components", jpeg(drawing().convert("L").convert("RGB"))
    yield "cmyk.jpg", "Adobe's JPEG of four components", jpeg(drawing().convert("CMYK"))
    yield "tables_of_16_bits.jpg", "JPEG with quantisation tables of 16 bits", jpeg(qtables=tables)
    for orientation in [1, 3, 6, 8]:
        yield f"orientation_{orientation}.jpg", f"EXIF orientation {orientation}", turned(orientation)
    yield "broken_exif.jpg", "EXIF that leads nowhere", with_inserted(base, 2, app1)
    yield "smallest.jpg", "one pixel", jpeg(drawing(1, 1))
    yield "wide.jpg", "a narrow strip", jpeg(drawing(400, 3))
    yield "junk_before_tables.jpg", "bytes between two segments", with_inserted(base, base.index(b"\xff\xdb"), b"junk")
    yield "zero_after_ff.jpg", "FF 00 before a segment", with_inserted(base, base.index(b"\xff\xdb"), b"\xff\x00")
    yield "junk_behind.jpg", "bytes behind the end", base + b"junk"
    yield "cut_at_60_percent.jpg", "the first 60 % of a JPEG", base[: len(base) * 6 // 10]
    yield "cut_before_end.jpg", "a JPEG without its last 8 bytes", base[:-8]
    yield "progressive_cut.jpg", "the first half of a progressive JPEG", (whole := jpeg(progressive=True))[: len(whole) // 2]
    yield "scan_damaged.jpg", "40 bytes of the scan replaced at random", scan_damaged(base, 40)
    yield "no_tables.jpg", "a JPEG without its tables", base[: base.index(b"\xff\xdb")] + base[base.index(b"\xff\xda") :]
    yield "web_page.jpg", "a web page named .jpg", b"<!DOCTYPE html><html><body>Not Found</body></html>\n"
    yield "webp_named.jpg", "WebP bytes named .jpg", webp
    yield "webp_named.png", "WebP bytes named .png", webp
    yield "empty.jpg", "no bytes", b""
    yield "desktop__.DS_Store", "a desktop's own file", b"\x00\x00\x00\x01Bud1\x00\x00\x10\x00" + bytes(200)
    yield "plain.bmp", "BMP", encoded(drawing(), "BMP")
    yield "palette.bmp", "BMP with a palette", encoded(palette, "BMP")
    yield "plain.gif", "GIF", encoded(palette, "GIF")
    yield "moving.gif", "GIF of two frames", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    yield "plain.webp", "WebP", webp
    yield "lossless.webp", "lossless WebP with transparency", encoded(transparent(), "WEBP", lossless=True)
    yield "plain.tif", "TIFF", encoded(drawing(), "TIFF")
    yield "lzw.tif", "TIFF packed with LZW", encoded(drawing(), "TIFF", compression="tiff_lzw")
    yield "plain.ppm", "PPM", encoded(drawing(12, 8), "PPM")
    yield "plain.png", "PNG", png
    yield "one_bit.png", "PNG of one bit", encoded(drawing(63, 20).convert("1"), "PNG")
    yield "palette.png", "PNG with a palette", encoded(palette, "PNG")
    yield "transparent.png", "PNG with transparency", encoded(transparent(), "PNG")
    yield "sixteen_bits.png", "grey PNG of 16 bits", encoded(grey16, "PNG")
    yield "cut_in_end_chunk.png", "PNG cut off in its end chunk", png[:-6]
    yield "cut_in_rows.png", "the first 60 % of a PNG", png[: len(png) * 6 // 10]
    yield "header_damaged.png", "PNG with a wrong checksum of its header", png[:18] + b"\x77" + png[19:]
    yield "cut.gif", "the first half of a GIF", (whole := encoded(palette, "GIF"))[: len(whole) // 2]
    yield "cut.webp", "the first half of a WebP", webp[: len(webp) // 2]
    yield "cut.bmp", "the first half of a BMP", (whole := encoded(drawing(), "BMP"))[: len(whole) // 2]


def opened(file):
    """What Pillow makes of a file: format, mode, width, height, orientation, and the error if it refuses it."""
    try:
        with Image.open(io.BytesIO(file)) as picture:
            facts = [picture.format, picture.mode, *picture.size]
            try:
                orientation = picture.getexif().get(ORIENTATION, "")
            except (OSError, SyntaxError, ValueError):
                orientation = ""
            picture.convert("RGB")
            return [*facts, orientation, ""]
    except Exception as error:  # whatever Pillow refuses a file with
        return ["", "", "", "", "", f"{type(error).__name__}: {error}".split(" <")[0]]


def main():
    warnings.simplefilter("ignore")
    (HERE / "files").mkdir(exist_ok=True)
    with open(HERE / "ODD.csv", "w", newline="") as list_of_files:
        rows = csv.writer(list_of_files, lineterminator="\n")
        rows.writerow(["file", "what", "format", "mode", "width", "height", "exif_orientation", "pillow_error"])
        for name, what, file in pictures():
            (HERE / "files" / name).write_bytes(file)
            rows.writerow([name, what, *opened(file)])


main()
