"""Golden values of reductions over any axes."""

import torch
from composed import Functions

functions = Functions(
    __file__, "PyTorch's sum, mean, var, amax, amin, logsumexp and prod (of one axis after the other); x_bar is the gradient of sum(y y_bar)"
)


def product(x, axes, kept):
    for axis in axes:
        x = torch.prod(x, axis, keepdim=True)
    return x if kept else x.squeeze(axes)


for shape, axes in (((2, 3, 4), (-1,)), ((2, 3, 4), (-2,)), ((2, 3, 4), (-3, -1)), ((4, 3, 2), (-1, -3)), ((3, 1, 4, 2), (-2, -3)), ((3, 5), (-2, -1)), ((300, 2), (-2,))):
    for kept in (0, 1):
        x = functions.numbers(*shape)
        name = f"{' '.join(map(str, axes))} of {' by '.join(map(str, shape))} {'kept' if kept else 'removed'}"
        given = {"axes": [float(a) for a in axes], "kept": kept}
        functions.case(f"sum {name}", lambda v: torch.sum(v, axes, bool(kept)), x, **given)
        functions.case(f"mean {name}", lambda v: torch.mean(v, axes, bool(kept)), x, **given)
        functions.case(f"max {name}", lambda v: torch.amax(v, axes, bool(kept)), x, **given)
        functions.case(f"min {name}", lambda v: torch.amin(v, axes, bool(kept)), x, **given)
        functions.case(f"logsumexp {name}", lambda v: torch.logsumexp(v, axes, bool(kept)), x, **given)
        functions.case(f"product {name}", lambda v: product(v, axes, kept), x, **given)
        for correction in (0, 1):
            functions.case(
                f"variance {correction} {name}", lambda v: torch.var(v, axes, correction=correction, keepdim=bool(kept)), x, correction=correction, **given
            )
functions.write()
