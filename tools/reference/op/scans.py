"""Golden values of cumulative functions and of products, which are no ops but composed of them."""

import numpy as np
import torch
from composed import Functions

functions = Functions(__file__, "PyTorch's cumsum, cumprod, logcumsumexp and prod; x_bar is the gradient of sum(y y_bar)")
numbers = functions.numbers
for axis, shape in ((-1, (7,)), (-1, (2, 1)), (-2, (2, 6, 3)), (-1, (2, 300))):
    x = numbers(*shape)
    name = f"axis {axis} of {' by '.join(map(str, shape))}"
    functions.case(f"sum {name}", lambda v: torch.cumsum(v, axis), x, axis=axis)
    functions.case(f"product {name}", lambda v: torch.cumprod(v, axis), x, axis=axis)
    functions.case(f"logsumexp {name}", lambda v: torch.logcumsumexp(v, axis), x, axis=axis)
zeros = np.array([1.5, 0.0, -2.0, 0.5, 0.0, 3.0, -1.25])
one = np.array([1.5, -2.0, 0.0, 0.5, 3.0])
for name, x in (("two zeros", zeros), ("a zero", one), ("a zero in front", one[2:]), ("zeros alone", np.zeros(3))):
    functions.case(f"product {name}", lambda v: torch.cumprod(v, -1), x, axis=-1)
    functions.case(f"whole {name}", lambda v: torch.prod(v, -1), x, axis=-1)
functions.case("whole of rows", lambda v: torch.prod(v, -1), numbers(3, 5), axis=-1)
functions.case("logsumexp large", lambda v: torch.logcumsumexp(v, -1), np.array([-1000.0, 710.0, 1000.0, 999.0, 720.0]), axis=-1)
hidden = np.array([0.5, -np.inf, -np.inf, 1.0, -np.inf, -np.inf, -np.inf, -np.inf, 2.0])
functions.case("logsumexp partly hidden", lambda v: torch.logcumsumexp(v, -1), hidden, axis=-1)
functions.case("logsumexp infinite", lambda v: torch.logcumsumexp(v, -1), np.array([-np.inf, -np.inf, 0.5, -np.inf, 1.0]), gradients=False, axis=-1)
functions.write()
