"""Golden pictures of strokes with another thickness and intensity, as Morpho-SCM makes them (Pawlowski, Castro and Glocker, NeurIPS 2020), by
scikit-image; the disc is morphology.disk of the stated radius."""

import pathlib
import sys

import numpy as np
from skimage import morphology, transform

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden
import morpho_mnist
import pictures

SEED = 15
SCALE = 16

out = golden.Golden(
    "digits/shaping",
    __file__,
    "enlarged by pyramid_expand of scale 16 and order 3, ink at or above half range, dilated or eroded by a disc of radius"
    " floor(16 |thickness - measured| / 2), pyramid_reduce of order 3, multiplied so that the median at or above half range is the intensity,"
    " clipped at 255; ties of the medial axis by 2654435769 i mod 2^32",
    seed=SEED,
    precision="float64, not rounded to bytes",
    versions=morpho_mnist.VERSIONS,
    uses=[morpho_mnist.__file__, pictures.__file__, draws.__file__],
)


def case(name, image, thickness, intensity):
    ink = morpho_mnist.at_half_range(morpho_mnist.enlarged(image, SCALE))
    measured = morpho_mnist.thickness_by_place(ink, SCALE)
    radius = int(SCALE * abs(thickness - measured) / 2)
    change = morphology.dilation if thickness >= measured else morphology.erosion
    changed = change(ink, morphology.disk(radius)).astype(float)
    reduced = 255 * np.clip(transform.pyramid_reduce(changed, downscale=SCALE, order=3), 0, 1)
    median = np.median(reduced[morpho_mnist.at_half_range(reduced)])
    out.input(name, "image", image.astype(float))
    out.input(name, "thickness", thickness)
    out.input(name, "intensity", intensity)
    out.output(name, "measured", measured)
    out.output(name, "pixels", np.minimum(255, reduced * (intensity / median)))


if __name__ == "__main__":
    case("thicker", pictures.strokes(SEED, "thicker"), 4.5, 200.0)
    case("thinner", pictures.strokes(SEED, "thinner", radius=2), 2.25, 100.0)
    case("to the edge", pictures.strokes(SEED, "to the edge", height=16, width=20, margin=-1), 5.0, 254.0)
    out.write()
