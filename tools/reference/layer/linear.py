"""Golden values of layer linear."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "y = x W^T + b, PyTorch's Linear")
layer(out, "rows", torch.nn.Linear(3, 5), draw("rows x", (4, 3)))
layer(out, "one row", torch.nn.Linear(7, 2), draw("one row x", (7,)))
layer(out, "two leading axes", torch.nn.Linear(4, 6), draw("two leading axes x", (2, 3, 4)))
layer(out, "without bias", torch.nn.Linear(5, 4, bias=False), draw("without bias x", (3, 5)))
out.write()
