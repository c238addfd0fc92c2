// y = ln(1 + x)
#include "elementary.cl"
UNARY(log1p, real_log1p(x))
