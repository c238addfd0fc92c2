// y = e^x - 1
#include "elementary.cl"
UNARY(expm1, real_expm1(x))
