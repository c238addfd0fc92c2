// y_ijo = sum over k, l, c of x_abc w_klco where i = a s - p + k and j = b s - p + l
#include "convolutions.cl"
CONVOLUTION(transposed_convolution, 1)
CONVOLUTION_TILES(transposed_convolution, 1)
