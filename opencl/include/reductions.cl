// The loops that the reductions share; the same as dualflow.op.Reductions, in the same order of arithmetic.

// Declares SUM, the sum of TERM over j = 0 .. COUNT - 1: partial sums of 256 terms, then their sum.
#define SUM_OF_TERMS(SUM, COUNT, TERM)                        \
    real SUM = 0;                                             \
    for (int first = 0; first < (COUNT); first += 256) {      \
        const int end = min(first + 256, (COUNT));            \
        real partial = 0;                                     \
        for (int j = first; j < end; j++) {                   \
            partial += TERM;                                  \
        }                                                     \
        SUM += partial;                                       \
    }

// The greatest of some elements, NaN if one of them is NaN, negative infinity if there are none.
static real max_of(global const real *x, int count) {
    real greatest = -REAL_INFINITY;
    for (int j = 0; j < count; j++) {
        greatest = greatest != greatest || greatest > x[j] ? greatest : x[j];
    }
    return greatest;
}
