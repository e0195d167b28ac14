# From a photo's file to the network's numbers, step by step as in the program that trained it. An image library's own
# resizing gives other pixels, and other pixels give other answers.
import numpy
from PIL import Image, ImageOps


def read_pixels(file, preprocessing):
    """A photo as bytes of height x width x 3."""
    image = Image.open(file)
    if preprocessing["exif_orientation"]:
        image = ImageOps.exif_transpose(image)
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA"):
        rgba = numpy.asarray(image.convert("RGBA"), numpy.uint32)
        colour, alpha = rgba[..., :3], rgba[..., 3:]
        rgb = ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(numpy.uint8)
    else:
        rgb = numpy.asarray(image.convert("RGB"))
    size = preprocessing["height"], preprocessing["width"]
    return {"nearest": resized_nearest, "area": resized_area}[preprocessing["interpolation"]](rgb, *size)


def scaled(pixels, preprocessing):
    """Bytes as the network's numbers."""
    return pixels.astype(numpy.float32) * numpy.float32(preprocessing["scale"])


def resized_nearest(rgb, height, width):
    """Takes the nearest pixel, as Pillow and Keras's load_img: the scale is added up from pixel to pixel."""
    def places(old, new):
        steps = numpy.full(new, old / new)
        steps[0] *= 0.5
        return numpy.minimum(numpy.cumsum(steps).astype(int), old - 1)

    return rgb[places(rgb.shape[0], height)][:, places(rgb.shape[1], width)]


def resized_area(rgb, height, width):
    """Averages the pixels that fall on one; an axis with too few pixels is enlarged linearly."""
    means = averaged(rgb, min(height, rgb.shape[0]), min(width, rgb.shape[1]))
    if means.shape[:2] == (height, width):
        return means
    rows = enlarged(means.astype(numpy.float32), height)
    columns = enlarged(rows.swapaxes(0, 1), width).swapaxes(0, 1)
    return numpy.floor(numpy.clip(columns, 0, 255) + numpy.float32(0.5)).astype(numpy.uint8)


def averaged(rgb, height, width):
    """Rounded means, with no more pixels on an axis than there are."""
    def edges(old, new):
        places = -(-numpy.arange(new + 1) * old // new)
        return places[:-1], places[1:]

    (top, bottom), (left, right) = edges(rgb.shape[0], height), edges(rgb.shape[1], width)
    sums = numpy.zeros((rgb.shape[0] + 1, rgb.shape[1] + 1, 3), numpy.int64)
    sums[1:, 1:] = rgb.astype(numpy.int64).cumsum(0).cumsum(1)
    total = sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left] + sums[top][:, left]
    count = ((bottom - top)[:, None] * (right - left)[None, :])[..., None]
    return ((total + count // 2) // count).astype(numpy.uint8)


def enlarged(rows, new):
    """As many rows or more, each a weighted mean of those near its place; sums in single precision, in order."""
    old, one = rows.shape[0], numpy.float32(1)
    ratio = numpy.float32(old) / numpy.float32(new)
    result = numpy.zeros((new, *rows.shape[1:]), numpy.float32)
    for place in range(new):
        centre = (numpy.float32(place) + numpy.float32(0.5)) * ratio
        first = min(max(int(numpy.floor(centre - one)), 0), old - 1)
        last = min(max(int(numpy.ceil(centre + one)), first + 1), old)
        distances = numpy.abs(numpy.arange(first, last, dtype=numpy.float32) - (centre - numpy.float32(0.5)))
        weights = numpy.where(distances < one, one - distances, numpy.float32(0)).astype(numpy.float32)
        weights /= numpy.add.accumulate(weights)[-1]
        for weight, row in zip(weights, rows[first:last]):
            result[place] += row * weight
    return result
