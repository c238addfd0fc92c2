// Measures the largest error of the float64 elementary functions over millions of inputs, in units in the last place
// of a double at the true result. The reference is libquadmath (113 bits).
//
//     gcc -O2 -o sweep sweep.c -lquadmath
//     java ... dualflow.op.ElementarySweep float64 exp 20000000 | ./sweep exp
//
// Reads big-endian doubles x, y (used by pow alone) and the computed result.

#include <quadmath.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The scaled complement e^(x^2) erfc(x); where erfc is too small for 113 bits, by its asymptotic series. */
static __float128 erfcx(__float128 x)
{
    if (x < 50) return expq(x * x) * erfcq(x);
    __float128 z = 1 / (2 * x * x), term = 1, sum = 1;
    for (int n = 1; n < 12; n++) sum += term *= -(2 * n - 1) * z;
    return sum / (x * sqrtq(M_PIq));
}

static __float128 ndtr(__float128 x) { return erfcq(-x / M_SQRT2q) / 2; }

static __float128 log_ndtr(__float128 x)
{
    return x < -5 ? logq(erfcx(-x / M_SQRT2q) / 2) - x * x / 2 : x > 5 ? log1pq(-ndtr(-x)) : logq(ndtr(x));
}

/* The inverse of a function below 1/2 by Newton's method, from the float64 result that is measured. */
static __float128 ndtri(__float128 p, __float128 near)
{
    if (p > 0.5Q) return -ndtri(1 - p, -near);
    if (!(p > 0) || !finiteq(near)) return p == 0 ? -HUGE_VALQ : nanq("");
    for (int i = 0; i < 3; i++) near += (1 - expq(log_ndtr(near) - logq(p))) * p * sqrtq(2 * M_PIq) * expq(near * near / 2);
    return near;
}

static __float128 erfinv(__float128 x, __float128 near)
{
    if (!(fabsq(x) < 1)) return fabsq(x) == 1 ? copysignq(HUGE_VALQ, x) : nanq("");
    for (int i = 0; i < 3; i++) near -= (erfq(near) - x) * sqrtq(M_PIq) / 2 * expq(near * near);
    return near;
}

static __float128 truth(const char *function, __float128 x, __float128 y, __float128 near)
{
    if (!strcmp(function, "exp")) return expq(x);
    if (!strcmp(function, "expm1")) return expm1q(x);
    if (!strcmp(function, "log")) return logq(x);
    if (!strcmp(function, "log1p")) return log1pq(x);
    if (!strcmp(function, "sin")) return sinq(x);
    if (!strcmp(function, "cos")) return cosq(x);
    if (!strcmp(function, "tanh")) return tanhq(x);
    if (!strcmp(function, "sigmoid")) return 1 / (1 + expq(-x));
    if (!strcmp(function, "erf")) return erfq(x);
    if (!strcmp(function, "softplus")) return (x > 0 ? x : 0) + log1pq(expq(-fabsq(x)));
    if (!strcmp(function, "pow")) return powq(x, y);
    if (!strcmp(function, "atan")) return atanq(x);
    if (!strcmp(function, "asin")) return asinq(x);
    if (!strcmp(function, "acos")) return acosq(x);
    if (!strcmp(function, "tan")) return tanq(x);
    if (!strcmp(function, "sinh")) return sinhq(x);
    if (!strcmp(function, "cosh")) return coshq(x);
    if (!strcmp(function, "log2")) return log2q(x);
    if (!strcmp(function, "cbrt")) return cbrtq(x);
    if (!strcmp(function, "erfcx")) return erfcx(x);
    if (!strcmp(function, "ndtr")) return ndtr(x);
    if (!strcmp(function, "logNdtr")) return log_ndtr(x);
    if (!strcmp(function, "ndtri")) return ndtri(x, near);
    if (!strcmp(function, "erfinv")) return erfinv(x, near);
    return nanq("");
}

static int read_double(double *value)
{
    unsigned char bytes[8];
    if (fread(bytes, 1, 8, stdin) != 8) return 0;
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) bits = bits << 8 | bytes[i];
    memcpy(value, &bits, 8);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: sweep FUNCTION < triples\n");
        return 2;
    }
    const __float128 limit = scalbnq(1, 1024);
    double x, y, computed, worst = 0, worst_x = 0, worst_y = 0;
    long count = 0;
    while (read_double(&x) && read_double(&y) && read_double(&computed)) {
        count++;
        __float128 expected = truth(argv[1], x, y, computed);
        if (isnanq(expected) || computed != computed) {
            if (isnanq(expected) && computed != computed) continue;
            printf("NaN mismatch at %a, %a: %a\n", x, y, computed);
            return 1;
        }
        __float128 found = computed;
        if (expected > limit) expected = limit;
        if (expected < -limit) expected = -limit;
        if (found > limit) found = limit;
        if (found < -limit) found = -limit;
        int exponent = expected == 0 ? -1022 : ilogbq(expected);
        if (exponent < -1022) exponent = -1022;
        if (exponent > 1023) exponent = 1023;
        double error = (double)(fabsq(found - expected) / scalbnq(1, exponent - 52));
        if (error > worst) {
            worst = error;
            worst_x = x;
            worst_y = y;
        }
    }
    printf("float64 %s: %.4f ulp at %a, %a of %ld points\n", argv[1], worst, worst_x, worst_y, count);
    return 0;
}
