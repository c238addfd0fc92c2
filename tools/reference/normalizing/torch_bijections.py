"""What the generators of bijections share: a golden file of folder normalizing, and cases whose output is [y, log |det|] in both directions. A module
has `forward_map` and `inverse_map`, each from [n, d] to points [n, d] and logarithms [n]; derivatives are PyTorch's."""

import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "layer"))
import draws
import golden
import torch_layers

USES = [__file__, draws.__file__, torch_layers.__file__]


def new(file, equation):
    name = "normalizing/" + pathlib.Path(file).stem
    versions = {"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]}
    return golden.Golden(
        name, file, equation, seed=torch_layers.SEED, precision="PyTorch in float64", versions=versions, uses=USES
    )


class Perceptron(torch.nn.ModuleList):
    """Linear maps with silu between them."""

    def __init__(self, *sizes):
        super().__init__(torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for i, linear in enumerate(self):
            x = linear(x if i == 0 else torch.nn.functional.silu(x))
        return x


def both_ways(out, case, module, shape, bound=1.0):
    """The forward direction and the inverse, each at drawn points."""
    for way in ("forward", "inverse"):
        name = f"{case} {way}"

        def call(bijection, x, way=way):
            value, logarithm = getattr(bijection, way + "_map")(x)
            return torch.cat([value, logarithm[..., None]], -1)

        torch_layers.layer(out, name, module, torch_layers.draw(f"{name} x", shape, bound), call=call)
