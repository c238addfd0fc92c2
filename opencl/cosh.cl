// y = cosh x
#include "elementary_branches.cl"
#include "further.cl"
UNARY(cosh, real_cosh(x))
