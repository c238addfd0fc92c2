// y = s(x) (1 + x s(-x)), s the logistic function
#include "elementary.cl"
UNARY(silu_slope, real_silu_slope_of(x, real_sigmoid(x)))
