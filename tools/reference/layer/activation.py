"""Golden values of layer activation."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "silu(x) = x / (1 + e^-x), relu(x) = max(x, 0), PyTorch's SiLU and ReLU")
layer(out, "SILU", torch.nn.SiLU(), draw("SILU x", (4, 8), 12.0))
layer(out, "RELU", torch.nn.ReLU(), draw("RELU x", (4, 8), 12.0))
out.write()
