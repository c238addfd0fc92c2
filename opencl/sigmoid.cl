// y = 1 / (1 + e^-x)
#include "elementary.cl"
UNARY(sigmoid, real_sigmoid(x))
