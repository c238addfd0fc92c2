// y = sin x
#include "elementary.cl"
UNARY(sin, real_sin(x))
