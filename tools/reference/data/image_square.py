"""Golden values of images resized and cut to squares, as the published code does it: torchvision's Resize(size) and CenterCrop(size) on
Pillow's images. Their arithmetic of sizes is written out here, so that Pillow alone is needed; torchvision 0.28 gave the same bytes."""

import pathlib
import sys

import numpy as np
import PIL
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

SEED = 3

out = golden.Golden(
    "data/image_square",
    __file__,
    "shorter side resized to size, longer to int(size longer / shorter), by Pillow's BILINEAR; then the square in the middle",
    seed=SEED,
    precision="bytes",
    versions={"numpy": np.__version__, "Pillow": PIL.__version__},
    uses=[draws.__file__],
)


def square(image, size):
    width, height = image.size
    shorter, longer = min(width, height), max(width, height)
    new = int(size * longer / shorter)
    width, height = (size, new) if width <= height else (new, size)
    image = image.resize((width, height), Image.Resampling.BILINEAR)
    top, left = int(round((height - size) / 2.0)), int(round((width - size) / 2.0))
    return image.crop((left, top, left + size, top + size))


def case(name, height, width, size, *, grey=False):
    u = draws.uniforms(SEED, draws.stream("image " + name), 0, height * width * 3)
    pixels = np.floor(256 * u).astype(np.uint8).reshape(height, width, 3)
    image = Image.fromarray(pixels)
    if grey:
        image = image.convert("L")
    result = np.asarray(square(image, size))
    out.input(name, "height", height)
    out.input(name, "width", width)
    out.input(name, "size", size)
    out.output(name, "y", result.reshape(size, size, -1).astype(float))
    return image, result


if __name__ == "__main__":
    case("tall", 22, 16, 8)
    case("wide", 16, 18, 8)
    case("much smaller", 109, 89, 7)
    case("larger", 5, 7, 9)
    case("as it is", 6, 6, 6)
    case("long", 3, 50, 4)
    case("grey", 23, 17, 8, grey=True)
    out.write()
