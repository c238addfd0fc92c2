// What the ops on windows of images share; the same as dualflow.op.Convolutions.

// Where offset k in a window reads for a position of the smaller image, or -1 where that is outside the image.
static int place_of(int position, int k, int length, int stride, int padding) {
    const int at = position * stride - padding + k;
    return at >= 0 && at < length ? at : -1;
}

// The position of the smaller image that reads a pixel at offset k, or -1 where there is none.
static int position_of(int place, int k, int positions, int stride, int padding) {
    const int at = place + padding - k;
    return at >= 0 && at % stride == 0 && at / stride < positions ? at / stride : -1;
}
