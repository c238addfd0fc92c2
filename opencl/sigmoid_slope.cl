// y = s(x) s(-x), s the logistic function
#include "elementary.cl"
UNARY(sigmoid_slope, real_sigmoid_slope(x))
