// Indices as numbers of a tensor; the same as dualflow.op.Indices.

// The row that an index names, or -1 where it is not a whole number from 0 to rows - 1.
static int row_of(real index, int rows) {
    const int row = index >= 0 && index < (real)rows ? (int)index : -1;
    return row >= 0 && (real)row == index ? row : -1;
}
