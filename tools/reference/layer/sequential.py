"""Golden values of the model sequential."""

import torch
from torch import nn
from torch_layers import draw
from torch_models import model, new, times


class Velocity(nn.Module):
    """A list of layers of the sample and the time side by side, or of the sample alone."""

    def __init__(self, order, *layers):
        super().__init__()
        self.order = order
        self.net = nn.Sequential(*layers)

    def forward(self, t, x):
        parts = {"x": x, "t": t}
        return self.net(torch.cat([parts[name] for name in self.order], dim=1))


out = new(__file__, "PyTorch's Sequential of linear layers and activations")
for case, order, layers in (
    ("x then t", "xt", (nn.Linear(3, 16), nn.SiLU(), nn.Linear(16, 8), nn.Tanh(), nn.Linear(8, 2))),
    ("t then x", "tx", (nn.Linear(4, 8, bias=False), nn.GELU(approximate="tanh"), nn.Softplus(), nn.Linear(8, 3))),
    ("x alone", "x", (nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2, bias=False))),
):
    inputs = {"t": times(case, (4, 1)), "x": draw(case + " x", (4, layers[-1].out_features), 3.0)}
    model(out, case, Velocity(order, *layers), inputs)
out.write()
