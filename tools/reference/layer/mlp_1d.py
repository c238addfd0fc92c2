"""Golden values of the model mlp_1d."""

import torch
from torch import nn
from torch_layers import draw
from torch_models import model, new, times


class Mlp1d(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.time_mlp = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.net = nn.Sequential(nn.Linear(1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1))

    def forward(self, t, x):
        return self.net(torch.cat([x, self.time_mlp(t)], dim=1))


out = new(__file__, "N4 silu(N2 silu(N0 [x, L2 silu(L0 t)])): the network of the one-dimensional flow in the published code, width 128 and a narrow one")
for width in (128, 5):
    case = f"width {width}"
    inputs = {"t": times(case, (6, 1)), "x": draw(case + " x", (6, 1), 3.0)}
    model(out, case, Mlp1d(width), inputs)
out.write()
