"""Golden values of the model velocity_mlp."""

import torch
from torch import nn
from torch_layers import draw
from torch_models import model, new, times


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.ff = nn.Linear(width, width)

    def forward(self, x):
        return nn.functional.silu(self.ff(x))


class VelocityMlp(nn.Module):
    def __init__(self, dimension, blocks, width):
        super().__init__()
        self.in_projection = nn.Linear(dimension + 1, width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(blocks - 1)])
        self.out_projection = nn.Linear(width, dimension)

    def forward(self, t, x):
        return self.out_projection(self.blocks(nn.functional.silu(self.in_projection(torch.cat([x, t], dim=1)))))


out = new(__file__, "Q blocks(silu(P [x, t])), a block being silu(L h): the network of flows in the plane, 4 hidden layers of 64, and a narrow one")
for case, sizes in (("usual", (2, 4, 64)), ("narrow", (3, 2, 8))):
    inputs = {"t": times(case, (4, 1)), "x": draw(case + " x", (4, sizes[0]), 3.0)}
    model(out, case, VelocityMlp(*sizes), inputs)
out.write()
