"""Golden values of layer attention."""

import torch
from torch_layers import draw, layer, new


def attend(module, x):
    return module(x, x, x, need_weights=True)[0]  # by matrix products and a softmax, which have a forward-mode derivative; so has only the training mode, which drops nothing here


out = new(__file__, "softmax(q k^T / sqrt(C / heads)) v between linear maps, PyTorch's MultiheadAttention on one sequence of tokens")
for case, channels, heads, shape in (
    ("one head", 4, 1, (2, 5, 4)),
    ("two heads", 6, 2, (2, 4, 6)),
    ("heads of one channel", 3, 3, (1, 7, 3)),
    ("one token", 8, 4, (3, 1, 8)),
    ("without a batch", 4, 2, (6, 4)),
):
    layer(out, case, torch.nn.MultiheadAttention(channels, heads, batch_first=True), draw(case + " x", shape), training=True, call=attend)
out.write()
