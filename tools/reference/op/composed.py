"""What the generators of goldens share for functions that are no ops but composed of them: PyTorch's own function in float64, and its gradient."""

import pathlib

import numpy as np
import torch
from sampling import FORMATS, SEED, USES, golden, random, uniform

VERSIONS = {"numpy": np.__version__, "torch": torch.__version__}


class Functions:
    """Each case is one function at one point: x (or x and w), its components, y, and the gradient x_bar (and w_bar) of sum(y y_bar)."""

    def __init__(self, file, equation):
        self.file = pathlib.Path(file)
        self.out = golden.Golden(
            f"op/{self.file.stem}",
            file,
            equation,
            seed=SEED,
            precision="PyTorch, float64",
            versions=VERSIONS,
            uses=[__file__, *USES],
            nonfinite=True,
        )
        self.rng = random.Random(SEED)

    def numbers(self, *shape):
        values = [uniform(self.rng, FORMATS[0], -2, 2) for _ in range(int(np.prod(shape)))]
        return np.array(values).reshape(shape)

    def case(self, name, f, *arguments, names=("x", "w"), gradients=True, **components):
        tensors = [torch.tensor(a, dtype=torch.float64, requires_grad=gradients) for a in arguments]
        y = f(*tensors)
        for argument, value in zip(names, arguments):
            self.out.input(name, argument, value)
        for component, value in components.items():
            self.out.input(name, component, value)
        self.out.output(name, "y", y.detach().numpy())
        if gradients:
            y_bar = self.numbers(*y.shape)
            self.out.input(name, "y_bar", y_bar)
            bars = torch.autograd.grad(y, tensors, torch.tensor(y_bar, dtype=torch.float64))
            for argument, bar in zip(names, bars):
                self.out.output(name, argument + "_bar", bar.numpy())

    def write(self):
        self.out.write()
