"""Golden values of average pooling, which is no op but windows and their means."""

import random

import numpy as np
import torch
from images import VERSIONS, channels_first, channels_last
from sampling import FORMATS, SEED, USES, golden, uniform

out = golden.Golden(
    "op/average_pool",
    __file__,
    "PyTorch's avg_pool2d of images [H, W, C], zeros outside counted; x_bar is the gradient of sum(y y_bar)",
    seed=SEED,
    precision="PyTorch, float64",
    versions=VERSIONS,
    uses=USES,
)
rng = random.Random(SEED)
for shape, window, stride, padding in (((4, 6, 3), 2, 2, 0), ((5, 7, 2), 3, 2, 1), ((3, 4, 1), 3, 1, 1), ((7, 5, 1), 2, 3, 1)):
    case = f"window {window} stride {stride} padding {padding}"
    x = np.array([uniform(rng, FORMATS[0], -2, 2) for _ in range(int(np.prod(shape)))]).reshape(shape)
    image = channels_first(x)[None].requires_grad_()
    y = torch.nn.functional.avg_pool2d(image, window, stride, padding)
    y_bar = np.array([uniform(rng, FORMATS[0], -2, 2) for _ in range(y.numel())]).reshape(channels_last(y.detach()[0]).shape)
    (x_bar,) = torch.autograd.grad(y, image, channels_first(y_bar)[None])
    for name, value in (("x", x), ("y_bar", y_bar), ("window", window), ("stride", stride), ("padding", padding)):
        out.input(case, name, value)
    out.output(case, "y", channels_last(y.detach()[0]))
    out.output(case, "x_bar", channels_last(x_bar[0]))
out.write()
