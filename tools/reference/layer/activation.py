"""Golden values of layer activation."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "PyTorch's activations of these names, with its default constants")
for case, module in (
    ("SILU", torch.nn.SiLU()),
    ("RELU", torch.nn.ReLU()),
    ("LEAKY_RELU", torch.nn.LeakyReLU()),
    ("ELU", torch.nn.ELU()),
    ("SELU", torch.nn.SELU()),
    ("GELU", torch.nn.GELU()),
    ("GELU_TANH", torch.nn.GELU(approximate="tanh")),
    ("MISH", torch.nn.Mish()),
    ("TANH", torch.nn.Tanh()),
    ("SIGMOID", torch.nn.Sigmoid()),
    ("SOFTPLUS", torch.nn.Softplus()),
    ("HARD_TANH", torch.nn.Hardtanh()),
):
    layer(out, case, module, draw(case + " x", (4, 8), 12.0 if case != "HARD_TANH" else 2.0))
out.write()
