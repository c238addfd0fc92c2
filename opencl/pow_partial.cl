// The derivative of a^b, i times in a and j times in b; step for step as PowPartial.java.
#include "elementary_branches.cl"

#define MAX_IN_EXPONENT 16

// The term that outweighs the others where the logarithm or the exponent is infinite.
static real leading(const real *c, const int j, const real log_a) {
    int m = 0;
    while (m < j && c[m] == REAL(0.0)) {
        m++;
    }
    real term = c[m];
    for (int k = m + 1; k <= j; k++) {
        term *= log_a;
    }
    return term;
}

static real real_pow_partial(const real a, const real b, const int i, const int j) {
    real c[MAX_IN_EXPONENT + 1];
    c[0] = REAL(1.0);
    for (int m = 1; m <= j; m++) {
        c[m] = REAL(0.0);
    }
    for (int r = 0; r < i; r++) {
        for (int m = j; m > 0; m--) {
            c[m] = fma(c[m], b - (real)r, (real)m * c[m - 1]);
        }
        c[0] *= b - (real)r;
    }
    real binomial = REAL(1.0);
    for (int m = 1; m <= j; m++) {
        binomial = divide(binomial * (real)(j - m + 1), (real)m);
        c[m] *= binomial;
    }
    if (j == 0 && c[0] == REAL(0.0)) {
        return REAL(0.0);
    }
    const bool whole = floor(b) == b;
    if (isnan(a) || isnan(b) || (a < REAL(0.0) && (j > 0 || !whole))) {
        return REAL_NAN;
    }
    const bool odd = whole && (floor(b * REAL(0.5)) != b * REAL(0.5)) != (i % 2 != 0);
    const real size = fabs(a);
    const real exponent = b - (real)i;
    const real power = real_pow(size, exponent);
    const real log_a = real_log(size);
    real y;
    if (isinf(log_a) || isinf(b)) {
        y = power == REAL(0.0) ? REAL(0.0) : leading(c, j, log_a) * power;
    } else {
        const real moved = exponent - b;
        const real lost = (b - (exponent - moved)) - ((real)i + moved);
        const bool in_range = power >= REAL_MIN_NORMAL && power < REAL_INFINITY;
        real factor = in_range ? power : real_pow(size, exponent * REAL(0.5));
        if (factor < REAL_INFINITY) {
            factor = fma(factor, (in_range ? lost : lost * REAL(0.5)) * log_a, factor);
        }
        real sum = c[0];
        for (int m = 1; m <= j; m++) {
            sum = fma(sum, log_a, c[m]);
        }
        y = factor == REAL(0.0) ? REAL(0.0) : sum * factor * (in_range ? REAL(1.0) : factor);
    }
    return j == 0 && odd && (real_integer)bits_of_real(a) < 0 ? -y : y;
}

kernel void op_pow_partial(
    global const real *a,
    global const real *b,
    global real *y,
    const Blocks blocks,
    const int i,
    const int j) {
    const int item = get_global_id(0);
    if (item < blocks.items) {
        y[item] = real_pow_partial(a[start(&blocks, 0, item)], b[start(&blocks, 1, item)], i, j);
    }
}
