// The error function.
#include "elementary.cl"
UNARY(erf, real_erf(x))
