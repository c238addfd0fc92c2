// The derivative of ln Gamma, c + 1 times.
#include "elementary_branches.cl"
#include "gamma.cl"
UNARY_WITH_CONSTANT(polygamma, real_polygamma((int)c, x))
