"""Golden values of sorted numbers and of positions, which are no ops but composed of them."""

import numpy as np
import torch
from composed import Functions

functions = Functions(__file__, "PyTorch's sort, argsort (both stable), argmax and argmin; x_bar is the gradient of sum(y y_bar)")
numbers = functions.numbers
equal = np.array([2.0, -1.0, 2.0, 0.0, -1.0, 2.0, 0.0])
for name, axis, x in (("vector", -1, numbers(9)), ("rows", -1, numbers(2, 3, 5)), ("columns", -2, numbers(6, 3)), ("first", -3, numbers(5, 2, 2)), ("equal", -1, equal)):
    functions.case(f"sort {name}", lambda v: torch.sort(v, dim=axis, stable=True).values, x, axis=axis)
    functions.case(f"argsort {name}", lambda v: torch.argsort(v, dim=axis, stable=True).double(), x, gradients=False, axis=axis)
    if name != "equal":
        functions.case(f"argmax {name}", lambda v: torch.argmax(v, axis).double(), x, gradients=False, axis=axis)
        functions.case(f"argmin {name}", lambda v: torch.argmin(v, axis).double(), x, gradients=False, axis=axis)
special = np.array([np.nan, 1.0, np.inf, -np.inf, np.nan, 0.0])
functions.case("sort special", lambda v: torch.sort(v, stable=True).values, special, gradients=False, axis=-1)
functions.write()
