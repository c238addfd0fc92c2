// y = e^x
#include "elementary.cl"
UNARY(exp, real_exp(x))
