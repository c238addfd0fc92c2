"""Golden values of layer sinusoidal_time_embedding."""

import sinusoidal
import torch_models
from torch_layers import layer, new
from torch_models import times

out = new(__file__, "[sin(a f_i), cos(a f_i)], a = scale t, f_i = 10000^(-i / (h - 1)), h = dimension / 2", uses=[sinusoidal.__file__, torch_models.__file__])
for case, dimension, scale in (("flow", 256, 10000.0), ("attention", 256, 1.0), ("mlp", 512, 10000.0), ("odd", 7, 1.0)):
    layer(out, case, sinusoidal.Embedding(dimension, scale), times(case, (2, 1)))
out.write()
