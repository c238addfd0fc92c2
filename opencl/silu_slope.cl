// y = s(x) (1 + x s(-x)), s the logistic function
#include "elementary.cl"
UNARY(silu_slope, real_sigmoid(x) * fma(x, real_sigmoid(-x), REAL(1.0)))
