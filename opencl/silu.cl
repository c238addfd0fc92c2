// y = x / (1 + e^-x)
#include "elementary.cl"
UNARY(silu, x * real_sigmoid(x))
