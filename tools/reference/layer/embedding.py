"""Golden values of layer embedding: the labels' rows are the only result that moves."""

import torch
from torch_layers import derivatives, draw, new

out = new(__file__, "rows of a table by their labels, PyTorch's Embedding; a label's gradient is the sum over its rows")
for case, labels, dimension, chosen in (
    ("one label", 1, 3, [0, 0]),
    ("repeated", 5, 4, [3, 0, 3, 4, 3]),
    ("each once", 3, 2, [2, 0, 1]),
):
    module = torch.nn.Embedding(labels, dimension)
    weight = draw(case + " weight", (labels, dimension))
    f = lambda values: torch.func.functional_call(module, values, (torch.tensor(chosen),))
    y, y_dot, y_bar, tangents, gradients = derivatives(f, {"weight": weight}, ["weight"], case)
    out.input(case, "chosen", chosen)
    out.input(case, "weight", weight)
    out.input(case, "weight_dot", tangents["weight"])
    out.input(case, "y_bar", y_bar)
    out.output(case, "y", y)
    out.output(case, "y_dot", y_dot)
    out.output(case, "weight_bar", gradients["weight"])
out.write()
