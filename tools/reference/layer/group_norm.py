"""Golden values of layer group_norm."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "y = (x - m) / sqrt(v + epsilon) w + b for each sample and group, PyTorch's GroupNorm")
layer(out, "images", torch.nn.GroupNorm(2, 6), draw("images x", (2, 6, 3, 4)), image=True)
layer(out, "one group", torch.nn.GroupNorm(1, 3), draw("one group x", (2, 3, 2, 2)), image=True)
layer(out, "groups of one", torch.nn.GroupNorm(4, 4), 2 + draw("groups of one x", (3, 4, 3, 3)), image=True)
layer(out, "tokens", torch.nn.GroupNorm(2, 4), draw("tokens x", (2, 4, 5)), image=True)
layer(out, "vectors", torch.nn.GroupNorm(2, 8), draw("vectors x", (3, 8)))
layer(out, "epsilon", torch.nn.GroupNorm(2, 4, eps=0.25), draw("epsilon x", (2, 4, 2, 3)), image=True)
out.write()
