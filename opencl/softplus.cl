// y = ln(1 + e^x)
#include "elementary.cl"
UNARY(softplus, real_softplus(x))
