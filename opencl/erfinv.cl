// The inverse error function.
#include "elementary_branches.cl"
#include "normal.cl"
UNARY(erfinv, real_erfinv(x))
