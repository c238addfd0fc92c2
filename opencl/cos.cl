// y = cos x
#include "elementary.cl"
UNARY(cos, real_cos(x))
