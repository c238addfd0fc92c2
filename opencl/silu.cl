// y = x / (1 + e^-x)
#include "elementary.cl"
UNARY(silu, real_silu_of(x, real_sigmoid(x)))
