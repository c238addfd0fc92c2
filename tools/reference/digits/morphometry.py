"""Golden measures of pictures of strokes."""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden
import morpho_mnist
import pictures

SEED = 14

out = golden.Golden(
    "digits/morphometry",
    __file__,
    "measures of Morpho-MNIST (Castro et al., JMLR 2019): enlarged by pyramid_expand of scale 4 and order 3, floor(255 v), ink at or above half"
    " range, medial_axis; thickness and length: least and greatest over 16 seeds",
    seed=SEED,
    precision="float64; grey levels exact",
    versions=morpho_mnist.VERSIONS,
    uses=[morpho_mnist.__file__, pictures.__file__, draws.__file__],
)


def case(name, image, *, with_grey=False):
    out.input(name, "image", image.astype(float))
    for quantity, value in morpho_mnist.measures(image).items():
        out.output(name, quantity, value)
    if with_grey:
        out.output(name, "grey", morpho_mnist.enlarged(image, 4).astype(float))


if __name__ == "__main__":
    case("thin", pictures.strokes(SEED, "thin", radius=0.6))
    case("usual", pictures.strokes(SEED, "usual"))
    case("thick", pictures.strokes(SEED, "thick", radius=3))
    case("grey plateau", pictures.strokes(SEED, "grey plateau", radius=2, white=253))
    case("two points", pictures.strokes(SEED, "two points", points=2))
    case("to the edge", pictures.strokes(SEED, "to the edge", margin=-2))
    case("of another shape", pictures.strokes(SEED, "of another shape", height=17, width=33, radius=2, margin=3))
    block = np.zeros((12, 12), np.uint8)
    block[3:9, 4:8] = 200
    case("block", block)
    noise = np.floor(256 * draws.uniforms(SEED, draws.stream("noise"), 0, 42)).astype(np.uint8).reshape(6, 7)
    case("noise", noise, with_grey=True)
    out.write()
