"""Morphometry of digits as Morpho-MNIST defines it (Castro et al., JMLR 20, 2019), by scikit-image: imported by the generators beside it. The last
tie of the medial axis is broken by random numbers there, so that thickness and length are ranges over seeds."""

import numpy as np
import skimage
from scipy import ndimage
from skimage import morphology, transform

SEEDS = 16
VERSIONS = {"numpy": np.__version__, "SciPy": __import__("scipy").__version__, "scikit-image": skimage.__version__}


class ByPlace(np.random.Generator):
    """In place of random numbers for ties: 2654435769 i mod 2^32 of the pixel's number i in reading order."""

    def __init__(self, places):
        super().__init__(np.random.PCG64(0))
        self.places = places

    def permutation(self, _):
        return (self.places.astype(np.uint64) * np.uint64(2654435769)) % np.uint64(2**32)


def enlarged(image, scale):
    return (255.0 * transform.pyramid_expand(image, upscale=scale, order=3)).astype(np.uint8)


def at_half_range(grey):
    least, most = float(grey.min()), float(grey.max())
    return grey >= least + (most - least) * 0.5


def strokes(ink, scale, rng):
    """Thickness and length of the strokes."""
    skeleton, distance = morphology.medial_axis(ink, return_distance=True, rng=rng)
    steps = np.array([[0, 0, 0], [0, 0, 1], [np.sqrt(2), 1, np.sqrt(2)]])
    length = (ndimage.correlate(skeleton.astype(float), steps, mode="constant") * skeleton).sum() / scale
    return 2 * distance[skeleton].mean() / scale, length


def thickness_by_place(ink, scale):
    return strokes(ink, scale, ByPlace(np.flatnonzero(ink)))[0]


def moments(grey):
    grey = grey.astype(float)
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]]
    mass = grey.sum()
    mean_x, mean_y = (x * grey).sum() / mass, (y * grey).sum() / mass
    mu11 = (x * y * grey).sum() / mass - mean_x * mean_y
    mu02 = (y * y * grey).sum() / mass - mean_y**2
    return mean_x, mean_y, mu11 / mu02


def quantiles(shares):
    return np.interp([0.01, 0.99], shares, np.arange(len(shares)))


def measures(image):
    """The measures of an image of bytes; thickness and length as the least and the greatest over seeds."""
    scale = 4
    grey = enlarged(image, scale)
    ink = at_half_range(grey)
    thickness, length = zip(*(strokes(ink, scale, seed) for seed in range(SEEDS)))
    _, middle, shear = moments(grey)
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]]
    total = grey.sum(dtype=float)
    from_left = [(grey * (x + 0.5 < t + shear * (y - middle))).sum() / total for t in range(grey.shape[1])]
    from_top = [(grey * (y < t)).sum() / total for t in range(grey.shape[0])]
    left, right = quantiles(from_left)
    top, bottom = quantiles(from_top)
    return {
        "area": float(ink.sum()) / scale**2,
        "length": [min(length), max(length)],
        "thickness": [min(thickness), max(thickness)],
        "slant": float(np.arctan(-shear)),
        "width": float(right - left) / scale,
        "height": float(bottom - top) / scale,
        "intensity": float(np.median(image[at_half_range(image)])),
    }
