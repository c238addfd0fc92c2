"""Golden values of layer sinusoidal_time_embedding."""

import sinusoidal
from torch_layers import draw, layer, new

out = new(__file__, "[sin(a f_i), cos(a f_i)], a = scale t, f_i = 10000^(-i / (h - 1)), h = dimension / 2", uses=[sinusoidal.__file__])
for case, dimension, scale in (("flow", 256, 10000.0), ("attention", 256, 1.0), ("mlp", 512, 10000.0), ("odd", 7, 1.0)):
    layer(out, case, sinusoidal.Embedding(dimension, scale), (1 + draw(case + " x", (2, 1))) / 2)
out.write()
