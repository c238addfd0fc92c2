// y_ijo = sum over k, l, c of x_(i s - p + k)(j s - p + l)c w_klco
#include "convolutions.cl"
CONVOLUTION(convolution, 0)
CONVOLUTION_TILES(convolution, 0)
