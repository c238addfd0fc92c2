// The derivative of e^(x^2) erfc x of order c.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY_WITH_CONSTANT(erfcx, real_erfcx_of_order((int)c, x))
