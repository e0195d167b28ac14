"""Random changes of training photos, as Keras's ImageDataGenerator makes them, with torchvision's crops, colours and erasing.

The order: crop and affine map in one, channel shift, flips, brightness, colour jitter, erasing.
"""
import math

import numpy

from streams import Stream


def augmented(pixels, config, seed, epoch, index):
    """A photo (height, width, 3) of bytes as floats of 0..255, changed as photo `index` is in an epoch, counted from 1."""
    height, width = pixels.shape[:2]
    uniform = Stream(b"augment", seed, epoch, index, ahead=4).uniform
    drawn = draw(config, height, width, uniform)
    values = pixels.astype(numpy.float32)
    if not keeps_place(drawn):
        values = warped(values, matrix(drawn, config["form"], height, width), config["fill_mode"], config["cval"])
    if drawn["channel_shift"] is not None:
        values = numpy.clip(values + numpy.float32(drawn["channel_shift"]), values.min(), values.max())
    if drawn["flip_horizontal"]:
        values = values[:, ::-1]
    if drawn["flip_vertical"]:
        values = values[::-1]
    if drawn["brightness"] is not None:
        values = brightened(values, numpy.float32(drawn["brightness"]), config["form"])
    if drawn["jitter"] is not None:
        values = jittered(values, *drawn["jitter"])
    if drawn["erased"] is not None:
        top, left, rows, columns = drawn["erased"]
        values = values.copy()
        values[top:top + rows, left:left + columns] = config["random_erasing"]["value"]
    return values


def draw(config, height, width, uniform):
    """The random parameters. A range of zero draws no number; the flips always draw one each."""
    def between(low, high):
        return low + (high - low) * uniform()

    def within(extent):
        return between(-extent, extent) if extent else 0.0

    def shift(extent, side):
        return within(extent) * (side if extent < 1 else 1.0)

    drawn = {"theta": within(config["rotation_range"])}
    drawn["tx"] = shift(config["height_shift_range"], height)
    drawn["ty"] = shift(config["width_shift_range"], width)
    drawn["shear"] = within(config["shear_range"])
    zoom = config["zoom_range"]
    low, high = zoom if isinstance(zoom, list) else (1 - zoom, 1 + zoom)
    drawn["zoom"] = (1.0, 1.0) if low == high == 1 else (between(low, high), between(low, high))
    drawn["flip_horizontal"] = between(0, 1) < 0.5 and config["horizontal_flip"]
    drawn["flip_vertical"] = between(0, 1) < 0.5 and config["vertical_flip"]
    drawn["channel_shift"] = within(config["channel_shift_range"]) if config["channel_shift_range"] else None
    drawn["brightness"] = between(*config["brightness_range"]) if config["brightness_range"] else None
    crop, jitter, erasing = (config.get(key) for key in ("random_resized_crop", "color_jitter", "random_erasing"))
    drawn["crop"] = random_crop(crop, height, width, uniform) if crop else None
    drawn["jitter"] = random_jitter(jitter, uniform) if jitter else None
    drawn["erased"] = random_rectangle(erasing, height, width, uniform) if erasing else None
    return drawn


def random_crop(config, height, width, uniform):
    (low, high), (narrow, wide) = config["scale"], config["ratio"]
    for _ in range(10):
        area = height * width * (low + (high - low) * uniform())
        form = math.exp(math.log(narrow) + (math.log(wide) - math.log(narrow)) * uniform())
        columns, rows = round(math.sqrt(area * form)), round(math.sqrt(area / form))
        if 1 <= columns <= width and 1 <= rows <= height:
            return below(height - rows + 1, uniform), below(width - columns + 1, uniform), rows, columns
    rows, columns = height, width
    if width / height < narrow:
        rows = min(max(round(width / narrow), 1), height)
    elif width / height > wide:
        columns = min(max(round(height * wide), 1), width)
    return (height - rows) // 2, (width - columns) // 2, rows, columns


def random_rectangle(config, height, width, uniform):
    if uniform() >= config["p"]:
        return None
    (low, high), (narrow, wide) = config["scale"], config["ratio"]
    for _ in range(10):
        area = height * width * (low + (high - low) * uniform())
        form = math.exp(math.log(narrow) + (math.log(wide) - math.log(narrow)) * uniform())
        rows, columns = round(math.sqrt(area * form)), round(math.sqrt(area / form))
        if rows < height and columns < width:
            return below(height - rows + 1, uniform), below(width - columns + 1, uniform), rows, columns
    return None


def random_jitter(config, uniform):
    order = [0, 1, 2]
    for last in (2, 1):
        other = below(last + 1, uniform)
        order[last], order[other] = order[other], order[last]
    factors = []
    for amount in (config["brightness"], config["contrast"], config["saturation"]):
        low, high = max(1 - amount, 0.0), 1 + amount
        factors.append(low + (high - low) * uniform() if amount else 1.0)
    return order, factors


def below(end, uniform):
    return min(int(uniform() * end), end - 1)


def keeps_place(drawn):
    still = all(drawn[key] == 0 for key in ("theta", "tx", "ty", "shear"))
    return still and drawn["zoom"] == (1.0, 1.0) and drawn["crop"] is None


def matrix(drawn, form, height, width):
    """From the output's (row, column, 1) to the input's."""
    theta, shear = math.radians(drawn["theta"]), math.radians(drawn["shear"])

    def moved(x, y):
        return numpy.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])

    rotation = numpy.array([[math.cos(theta), -math.sin(theta), 0], [math.sin(theta), math.cos(theta), 0], [0, 0, 1]])
    sheared = numpy.array([[1, -math.sin(shear), 0], [0, math.cos(shear), 0], [0, 0, 1]])
    m = rotation @ moved(drawn["tx"], drawn["ty"]) @ sheared @ numpy.diag([*drawn["zoom"], 1.0])
    off = 0.5 if form == "classic" else -0.5
    x, y = height / 2 + off, width / 2 + off
    m = moved(x, y) @ m @ moved(-x, -y)
    if form == "modern":
        m = numpy.array([[m[1, 1], m[1, 0], m[1, 2]], [m[0, 1], m[0, 0], m[0, 2]], m[2]])
    if drawn["crop"] is not None:
        top, left, rows, columns = drawn["crop"]
        down, right = rows / height, columns / width
        m = numpy.array([[down, 0, top + (down - 1) / 2], [0, right, left + (right - 1) / 2], [0, 0, 1]]) @ m
    return m


def warped(values, m, fill_mode, cval):
    """Samples bilinearly along an affine map, as scipy.ndimage.affine_transform of order 1."""
    height, width = values.shape[:2]
    row, column = numpy.mgrid[:height, :width].astype(numpy.float64)
    rows, columns = m[0, 2] + row * m[0, 0] + column * m[0, 1], m[1, 2] + row * m[1, 0] + column * m[1, 1]
    outside = (rows < 0) | (rows > height - 1) | (columns < 0) | (columns > width - 1)
    continued = {"reflect": reflected, "wrap": wrapped}.get(fill_mode)
    if continued:
        rows, columns = continued(rows, height - 1), continued(columns, width - 1)
    (top, down), (left, right) = whole_and_part(rows, height), whole_and_part(columns, width)
    bottom, beside = numpy.minimum(top + 1, height - 1), numpy.minimum(left + 1, width - 1)
    up, rest = 1 - down, 1 - right
    result = (values[top, left] * (up * rest)[..., None] + values[top, beside] * (up * right)[..., None]
              + values[bottom, left] * (down * rest)[..., None] + values[bottom, beside] * (down * right)[..., None])
    if fill_mode == "constant":
        result[outside] = cval
    return result


def whole_and_part(coordinates, side):
    coordinates = numpy.clip(coordinates, 0, side - 1)
    whole = coordinates.astype(int)
    return whole, (coordinates - whole).astype(numpy.float32)


def reflected(coordinates, last):
    period = 2.0 * (last + 1)
    along = numpy.mod(coordinates + 0.5, period)
    return numpy.minimum(along, period - along) - 0.5


def wrapped(coordinates, last):
    if last == 0:
        return numpy.zeros_like(coordinates)
    low = coordinates + last * (numpy.trunc(-coordinates / last) + 1)
    high = coordinates - last * numpy.trunc(coordinates / last)
    return numpy.where(coordinates < 0, low, numpy.where(coordinates > last, high, coordinates))


def brightened(values, factor, form):
    if form == "classic":
        darkest, brightest = values.min(), values.max()
        values = (values - darkest) / (brightest - darkest if brightest > darkest else numpy.float32(1)) * numpy.float32(255)
    if form == "corrected":
        return numpy.clip(values * factor, 0, 255)
    return numpy.trunc(numpy.clip(numpy.trunc(values) * factor, 0, 255))


def jittered(values, order, factors):
    """Blends with black, with the mean grey level and with each pixel's own, in the drawn order."""
    weights = numpy.array([0.2989, 0.587, 0.114], numpy.float32)
    for which in order:
        factor = numpy.float32(factors[which])
        grey = (values * weights).sum(-1, keepdims=True)
        other = (0, numpy.float32(grey.astype(numpy.float64).mean()), grey)[which]
        values = numpy.clip(factor * values + (1 - factor) * other, 0, 255)
    return values
