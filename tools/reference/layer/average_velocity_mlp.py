"""Golden values of the model average_velocity_mlp."""

import torch
from torch import nn
from torch_layers import draw
from torch_models import model, new, times


class Hidden(nn.Linear):
    def forward(self, h):
        return nn.functional.silu(super().forward(h))


class AverageVelocityMlp(nn.Module):
    def __init__(self, dimension, layers, width):
        super().__init__()
        self.in_projection = Hidden(dimension + 2, width)
        self.hidden = nn.ModuleDict({str(i): Hidden(width, width) for i in range(1, layers)})
        self.out_projection = nn.Linear(width, dimension)

    def forward(self, r, t, x):
        h = self.in_projection(torch.cat([x, t, r - t], -1))
        for layer in self.hidden.values():
            h = layer(h)
        return self.out_projection(h)


out = new(__file__, "h = silu(P [x, t, r - t]), then silu(L h) for each further layer, then Q h: the average velocity between two times")
for case, sizes in (("three layers", (2, 3, 16)), ("one layer", (3, 1, 8))):
    t = times(case, (4, 1))
    inputs = {"r": (1 + t) / 2, "t": t, "x": draw(case + " x", (4, sizes[0]), 3.0)}
    model(out, case, AverageVelocityMlp(*sizes), inputs)
out.write()
