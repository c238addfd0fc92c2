"""Golden values of the binary cross entropy of logits, compared with PyTorch's BCEWithLogitsLoss where that keeps its digits."""

import pathlib
import sys

import mpmath
import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

SEED = 3
mpmath.mp.dps = 50

out = golden.Golden(
    "train/binary_cross_entropy",
    __file__,
    "mean of -y ln s(x) - (1 - y) ln(1 - s(x)), s(x) = 1 / (1 + e^-x); its gradient (s(x) - y) / n and its derivative along v",
    seed=SEED,
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions={"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]},
    uses=[draws.__file__],
)


def uniform(name, shape, bound):
    return np.array(draws.symmetric(SEED, name, shape, bound))


def case(name, x, y):
    v = uniform(name + " v", x.shape, 1.0)
    n = x.size
    loss = mpmath.mpf(0)
    gradient = []
    for logit, target in zip(x.flat, y.flat, strict=True):
        logit, target = mpmath.mpf(float(logit)), mpmath.mpf(float(target))
        yes, no = 1 / (1 + mpmath.exp(-logit)), 1 / (1 + mpmath.exp(logit))
        loss -= (target * mpmath.log(yes) + (1 - target) * mpmath.log(no)) / n
        gradient.append((yes * (1 - target) - no * target) / n)
    slope = mpmath.fsum(g * float(a) for g, a in zip(gradient, v.flat, strict=True))

    tensor = torch.from_numpy(x).requires_grad_()
    theirs = torch.nn.BCEWithLogitsLoss()(tensor, torch.from_numpy(y))
    theirs.backward()
    assert abs(theirs.item() - loss) < 1e-12 * (1 + loss)
    assert max(abs(a.item() - b) for a, b in zip(tensor.grad.flatten(), gradient, strict=True)) < 1e-12

    out.input(name, "x", x)
    out.input(name, "y", y)
    out.input(name, "v", v)
    out.output(name, "loss", loss)
    out.output(name, "loss_dot", slope)
    rows = iter(gradient)
    out.output(name, "x_bar", [[next(rows) for _ in row] for row in x])


case("attributes", uniform("attributes x", (3, 5), 6.0), (uniform("attributes y", (3, 5), 1.0) > 0).astype(float))
case("probabilities", uniform("probabilities x", (2, 4), 3.0), (1 + uniform("probabilities y", (2, 4), 1.0)) / 2)
sure = np.array([[30.0, 700.0, -30.0, -700.0, 0.0, 80.0]])
case("sure and right", sure, np.array([[1.0, 1.0, 0.0, 0.0, 1.0, 1.0]]))
case("sure and wrong", sure, np.array([[0.0, 0.0, 1.0, 1.0, 0.0, 0.0]]))
case("only sure and right", np.array([[30.0, -35.0]]), np.array([[1.0, 0.0]]))
out.write()
