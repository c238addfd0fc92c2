"""Golden values of 20 steps of training on the flow-matching loss, with a time for each sample: the 1-D network at width 5, by AdamW."""

import pathlib
import sys

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

SEED = 3
BATCH = 16
torch.set_default_dtype(torch.float64)


def uniform(name, step):
    u = draws.uniforms(SEED, draws.stream(name), step * BATCH, BATCH).reshape(BATCH, 1)
    return torch.from_numpy(u)


class Mlp1d(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.time_mlp = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.net = nn.Sequential(nn.Linear(1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1))

    def forward(self, t, x):
        return self.net(torch.cat([x, self.time_mlp(t)], dim=1))


out = golden.Golden(
    "train/flow_matching",
    __file__,
    "mean (v(t, x_t) - (x1 - x0))^2, x_t = (1 - t) x0 + t x1, with x0 and x1 uniform in [-2, 2) and t in [0, 1)",
    seed=SEED,
    precision="PyTorch in float64",
    versions={"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]},
    uses=[draws.__file__],
)
network = Mlp1d(5)
with torch.no_grad():
    for name, p in network.named_parameters():
        fan_in = p[0].numel() if name.endswith("weight") else fan_in
        p.copy_(torch.from_numpy(np.array(draws.symmetric(SEED, "parameter " + name, tuple(p.shape), 1 / np.sqrt(np.float64(fan_in))))))
optimizer = torch.optim.AdamW(network.parameters(), lr=0.01)
losses = []
for step in range(20):
    t, x0, x1 = uniform("t", step), 4 * uniform("x0", step) - 2, 4 * uniform("x1", step) - 2
    optimizer.zero_grad()
    loss = ((network(t, (1 - t) * x0 + t * x1) - (x1 - x0)) ** 2).mean()
    loss.backward()
    if step == 0:
        for name, p in network.named_parameters():
            out.output("training", "first gradient " + name, p.grad)
    optimizer.step()
    losses.append(loss.item())
out.output("training", "losses", losses)
for name, p in network.named_parameters():
    out.output("training", "parameter " + name, p.detach())
out.write()
