"""Golden values of attention with masks, causal masks and grouped queries."""

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import scaled_dot_product_attention
from torch_layers import derivatives, draw, new

out = new(__file__, "softmax(q k^T / sqrt(d)) v over the keys of a mask, PyTorch's scaled_dot_product_attention")

SOME = [[1, 0, 1, 1, 0], [0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [1, 1, 1, 1, 1]]  # the second query attends to nothing
for case, q, k, v, given in (
    ("some keys", (2, 4, 3), (2, 5, 3), (2, 5, 2), {"attn_mask": torch.tensor(SOME, dtype=torch.bool)}),
    ("causal", (2, 3, 5, 4), (2, 3, 5, 4), (2, 3, 5, 4), {"is_causal": True}),
    ("causal with fewer keys", (1, 6, 2), (1, 3, 2), (1, 3, 2), {"is_causal": True}),
    ("causal with more keys", (1, 3, 2), (1, 6, 2), (1, 6, 2), {"is_causal": True}),
    ("grouped", (2, 6, 4, 3), (2, 2, 5, 3), (2, 2, 5, 2), {"enable_gqa": True}),
    ("one group", (1, 4, 3, 2), (1, 1, 3, 2), (1, 1, 3, 4), {"enable_gqa": True}),
    ("grouped and causal", (6, 4, 3), (3, 4, 3), (3, 4, 3), {"enable_gqa": True, "is_causal": True}),
    ("grouped, some keys", (4, 4, 3), (2, 5, 3), (2, 5, 3), {"enable_gqa": True, "attn_mask": torch.tensor(SOME, dtype=torch.bool)}),
):
    x = {name: draw(f"{case} {name}", shape, 2.0) for name, shape in (("q", q), ("k", k), ("v", v))}

    def attend(values):
        with sdpa_kernel(SDPBackend.MATH):
            return scaled_dot_product_attention(values["q"], values["k"], values["v"], **given)

    y, y_dot, y_bar, tangents, gradients = derivatives(attend, x, ["q", "k", "v"], case)
    case = case.replace(",", "")
    mask = given.get("attn_mask", torch.ones(q[-2], k[-2], dtype=torch.bool))
    out.input(case, "mask", (mask.tril() if given.get("is_causal") else mask).double())
    for name, value in x.items():
        out.input(case, name, value)
    for name, value in tangents.items():
        out.input(case, name + "_dot", value)
    out.input(case, "y_bar", y_bar)
    out.output(case, "y", y)
    out.output(case, "y_dot", y_dot)
    for name, value in gradients.items():
        out.output(case, name + "_bar", value)
out.write()
