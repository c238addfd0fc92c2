// y = ln x
#include "elementary.cl"
UNARY(log, real_log(x))
