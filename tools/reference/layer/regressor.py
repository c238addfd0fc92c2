"""Golden values of the model regressor."""

import torch
from torch import nn
from torch_layers import draw
from torch_models import model, new


class Regressor(nn.Module):
    def __init__(self, channels, base, outputs):
        super().__init__()
        self.register_buffer("target_mean", torch.zeros(outputs))
        self.register_buffer("target_deviation", torch.ones(outputs))
        sizes = [channels, *(base * 2**i for i in range(4))]
        self.convolutions = nn.ModuleList(
            nn.Conv2d(sizes[i], sizes[i + 1], 3, 1 if i == 0 else 2, 1) for i in range(4)
        )
        self.hidden = nn.Linear(sizes[-1], sizes[-1])
        self.last = nn.Linear(sizes[-1], outputs)

    def forward(self, x):
        for convolution in self.convolutions:
            x = nn.functional.silu(convolution(x))
        scores = self.last(nn.functional.silu(self.hidden(x.mean((2, 3)))))
        return self.target_mean + self.target_deviation * scores


out = new(__file__, "a convolution, three of stride 2, the mean of each channel, a hidden layer, all with SiLU; then mean + deviation * output")
for case, sizes, shape in [("published", (1, 16, 3), (2, 1, 28, 28)), ("narrow in colour", (3, 2, 2), (3, 3, 13, 10))]:
    model(out, case, Regressor(*sizes), {"x": draw(case + " x", shape)})
out.write()
