"""Golden values of the model mlp_2d."""

import sinusoidal
from torch import nn
from torch_layers import draw
from torch_models import model, new, times


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.ff = nn.Linear(width, width)

    def forward(self, x):
        return nn.functional.silu(self.ff(x))


class Mlp2d(nn.Module):
    def __init__(self, dimension, blocks, width, time_dimension):
        super().__init__()
        self.embedding = sinusoidal.Embedding(time_dimension, 10000.0)
        self.in_projection = nn.Linear(dimension, width)
        self.t_projection = nn.Linear(time_dimension, width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(blocks)])
        self.out_projection = nn.Linear(width, dimension)

    def forward(self, t, x):
        return self.out_projection(self.blocks(self.in_projection(x) + self.t_projection(self.embedding(t))))


out = new(
    __file__,
    "Q blocks(P x + T e(10000 t)), a block being silu(L h): the network of the correlated Gaussian in the published code, 10 blocks of 1024, and a narrow one",
    uses=[sinusoidal.__file__],
)
for case, sizes in (("published", (2, 10, 1024, 512)), ("narrow", (3, 2, 16, 8))):
    inputs = {"t": times(case, (4, 1)), "x": draw(case + " x", (4, sizes[0]), 3.0)}
    model(out, case, Mlp2d(*sizes), inputs, bounds={"t": 2.0**-13})
out.write()
