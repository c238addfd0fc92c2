// What the ops on windows of images share; the same as dualflow.op.Convolutions.

// Where place k of a window reads for a position of the smaller image, or -1 where that is outside.
static int place_of(int position, int k, int length, int stride, int padding) {
    const int at = position * stride - padding + k;
    return at >= 0 && at < length ? at : -1;
}

// The position of the smaller image that reads a place through k, or -1 where there is none.
static int position_of(int place, int k, int positions, int stride, int padding) {
    const int at = place + padding - k;
    return at >= 0 && at % stride == 0 && at / stride < positions ? at / stride : -1;
}
