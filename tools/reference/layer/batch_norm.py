"""Golden values of layer batch_norm."""

import torch
from torch_layers import draw, layer, new

out = new(__file__, "y = (x - m) w / sqrt(v + epsilon) + b, PyTorch's BatchNorm1d and BatchNorm2d")
for training in (True, False):
    mode = "training" if training else "evaluation"
    case = f"{mode} rows"
    layer(out, case, torch.nn.BatchNorm1d(3), draw(case + " x", (5, 3)), training=training)
    case = f"{mode} images"
    layer(out, case, torch.nn.BatchNorm2d(4), draw(case + " x", (2, 4, 3, 5)), image=True, training=training)
    case = f"{mode} momentum"
    module = torch.nn.BatchNorm2d(2, eps=0.125, momentum=0.75)
    layer(out, case, module, 3 + draw(case + " x", (3, 2, 2, 2)), image=True, training=training)
out.write()
