// y = tanh x
#include "elementary.cl"
UNARY(tanh, real_tanh(x))
