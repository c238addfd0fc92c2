// y = tan x
#include "elementary_branches.cl"
#include "further.cl"
UNARY(tan, real_tan(x))
