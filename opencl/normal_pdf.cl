// y = e^(-x^2 / 2) / sqrt(2 pi)
#include "elementary_branches.cl"
#include "normal.cl"
UNARY(normal_pdf, real_normal_density(x))
