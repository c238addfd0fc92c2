// y = cbrt x
#include "elementary_branches.cl"
#include "further.cl"
UNARY(cbrt, real_cbrt(x))
