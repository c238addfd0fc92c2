"""Golden values of sums of products in the notation of Einstein, with first and second derivatives. The inputs are multiples of 1/8, so all are exact."""

import itertools
import pathlib
import random
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

SEED = 20
rng = random.Random(SEED)


def numbers(shape):
    return np.array([rng.randint(-16, 16) / 8 for _ in range(int(np.prod(shape)))]).reshape(shape)


def derivative(notation, x, v, order):
    """The sum over all choices of as many places, in order, where tangents stand for operands."""
    total = 0 * np.einsum(notation, *x)
    for places in itertools.permutations(range(len(x)), order):
        total = total + np.einsum(notation, *[v[k] if k in places else x[k] for k in range(len(x))])
    return total


out = golden.Golden(
    "op/einsum",
    __file__,
    "numpy's einsum; dy is its derivative along v and ddy its second derivative along v twice",
    seed=SEED,
    precision="float64, exact",
    versions={"numpy": np.__version__},
    uses=[golden.__file__],
)
for notation, *shapes in (
    ("ij,jk->ik", (2, 3), (3, 4)),
    ("ij,jk", (2, 3), (3, 4)),
    ("ba", (2, 3)),
    ("Ba", (2, 3)),
    ("ii->i", (3, 3)),
    ("ii", (3, 3)),
    ("ijij->j", (2, 3, 2, 3)),
    ("ij->", (2, 3)),
    ("ij->j", (2, 3)),
    ("ijk->kij", (2, 3, 4)),
    ("ij,ij->ij", (2, 3), (2, 3)),
    ("ij,ij", (2, 3), (2, 3)),
    ("i,j->ji", (2,), (3,)),
    ("i,->i", (3,), ()),
    ("bij,bjk->bik", (2, 3, 2), (2, 2, 4)),
    ("bij,bjk", (2, 3, 2), (2, 2, 4)),
    ("ijk,k->i", (2, 3, 4), (4,)),
    ("ik,jk->ij", (2, 3), (4, 3)),
    ("ijkl,lkm->mji", (2, 2, 3, 4), (4, 3, 2)),
    ("i,ij,j->", (2,), (2, 3), (3,)),
    ("iij,j->i", (3, 3, 2), (2,)),
    ("ij,jk,ki->", (2, 3), (3, 4), (4, 2)),
    ("i,i,i->i", (3,), (3,), (3,)),
    ("ij,kl->", (2, 2), (3, 2)),
    ("...ij,...jk->...ik", (5, 1, 2, 3), (4, 3, 2)),
    ("...ij,...jk", (2, 2, 3), (3, 2)),
    ("...i->...", (2, 3, 4)),
    ("i...,i...->...", (3, 2), (3, 1)),
    ("...,...", (2, 3), (3,)),
    ("...ii->...i", (2, 3, 3)),
):
    x = [numbers(shape) for shape in shapes]
    v = [numbers(shape) for shape in shapes]
    name = notation.replace(",", ";")
    for k in range(len(x)):
        out.input(name, f"x{k}", x[k])
        out.input(name, f"v{k}", v[k])
    out.output(name, "y", np.einsum(notation, *x))
    out.output(name, "dy", derivative(notation, x, v, 1))
    out.output(name, "ddy", derivative(notation, x, v, 2))
out.write()
