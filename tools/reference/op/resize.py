"""Golden values of the resizing of images, which is no op but a few products."""

import random

import numpy as np
import torch
from images import VERSIONS, channels_first, channels_last
from sampling import FORMATS, SEED, USES, golden, uniform

out = golden.Golden(
    "op/resize",
    __file__,
    "PyTorch's interpolate of images [H, W, C], given H' and W' or a factor; x_bar is the gradient of sum(y y_bar)",
    seed=SEED,
    precision="PyTorch, float64",
    versions=VERSIONS,
    uses=USES,
)
rng = random.Random(SEED)


def draw(shape):
    return np.array([uniform(rng, FORMATS[0], -2, 2) for _ in range(int(np.prod(shape)))]).reshape(shape)


def add(case, shape, **given):
    x = draw(shape)
    image = channels_first(x)[None].requires_grad_()
    y = torch.nn.functional.interpolate(image, **given)
    y_bar = draw(channels_last(y.detach()[0]).shape)
    (x_bar,) = torch.autograd.grad(y, image, channels_first(y_bar)[None])
    out.input(case, "x", x)
    out.input(case, "y_bar", y_bar)
    if "scale_factor" in given:
        out.input(case, "factor", given["scale_factor"])
    out.output(case, "y", channels_last(y.detach()[0]))
    out.output(case, "x_bar", channels_last(x_bar[0]))


SIZES = [((3, 4, 2), (6, 8)), ((5, 4, 1), (3, 7)), ((1, 3, 2), (4, 1)), ((4, 5, 1), (4, 5)), ((7, 2, 1), (1, 1)), ((3, 3, 16), (4, 2))]
FACTORS = [((3, 4, 2), 2.0), ((4, 5, 1), 1.5), ((5, 7, 1), 0.5), ((3, 4, 1), 1.7), ((2, 3, 1), 3.0), ((1, 1, 2), 2.0)]
for mode, options in {
    "aligned": {"mode": "bilinear", "align_corners": True},
    "bilinear": {"mode": "bilinear", "align_corners": False},
    "nearest": {"mode": "nearest"},
}.items():
    for shape, size in SIZES:
        add(f"{mode} {shape[0]} by {shape[1]} to {size[0]} by {size[1]}", shape, size=size, **options)
    for shape, factor in FACTORS:
        add(f"{mode} {shape[0]} by {shape[1]} times {factor}", shape, scale_factor=factor, **options)
# Which pixel is nearest, for many sizes: rounding decides at some.
for n in range(1, 20):
    pixels = torch.arange(n, dtype=torch.float64).reshape(1, 1, n, 1)
    for to in (*range(1, 20), 28, 32, 41, 49, 64, 65):
        y = torch.nn.functional.interpolate(pixels, size=(to, 1), mode="nearest")
        out.output(f"index {n}", f"of {to}", y.ravel().numpy())
out.write()
