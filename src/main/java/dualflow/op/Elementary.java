package dualflow.op;

/**
 * The elementary functions of the primitives, made of plain arithmetic so that every device gives the same bits.
 *
 * <p>Only +, -, *, / and fma, each correctly rounded, floor, comparisons and operations on integers and bits occur, in
 * the order in which the code states them. {@code opencl/include/elementary.cl} takes the same steps, so its results equal
 * these to the bit (any NaN equals any other). The float versions use float arithmetic and integers alone, so that a
 * device without float64 runs them.
 *
 * <p>Results are within 2 units in the last place (ulp) of the true ones, and within 4 for erf, erfcx, ndtri, softplus and pow, 5 for erfinv, 6 for
 * ndtr and 8 for logNdtr, over all arguments; where the result is subnormal, the unit is the spacing of the subnormal numbers. The errors stated
 * below were measured by {@code ElementarySweep} and {@code tools/reference/elementary/sweep.c}: in float32 over all
 * floats (random pairs for pow, every 251st float from tan to cbrt, random floats from atan on) against the float64 versions, in float64 against arithmetic of 113 bits over random
 * arguments of every magnitude and over arguments next to the edges of the reductions; they are rounded up. Golden
 * values of 50 digits are in {@code reference-data/elementary}.
 *
 * <p>The polynomials are minimax approximations computed by the programs in {@code tools/reference/elementary},
 * evaluated by Horner's rule with fma. Sources of the methods: W. J. Cody and W. Waite, Software Manual for the
 * Elementary Functions, 1980; M. H. Payne and R. N. Hanek, Radian reduction for trigonometric functions, SIGNUM
 * Newsletter 18, 1983; J.-M. Muller, Elementary Functions, third edition, 2016; unevaluated sums: T. J. Dekker, A
 * floating-point technique for extending the available precision, Numerische Mathematik 18, 1971.
 */
public final class Elementary {

    private Elementary() {}

    /**
     * e^x.
     *
     * <p>Algorithm: x = k ln 2 + r with |r| at most ln(2) / 2, where ln 2 is held in two parts and k ln 2 subtracted
     * with fma (Cody and Waite, 1980); exp(r) = 1 + (r + r^2 q(r)) with a minimax polynomial q of degree 10 (5 in
     * float32); then times 2^k, in two factors, so that a subnormal result is rounded only once more.
     *
     * <p>Special values: +infinity gives +infinity, -infinity gives 0. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.98 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return e^x
     */
    public static double exp(double x) {
        return ElementaryDouble.exp(x);
    }

    /**
     * e^x.
     *
     * <p>The algorithm and the special values of {@link #exp(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.99 ulp over all floats.
     *
     * @param x the argument
     * @return e^x
     */
    public static float exp(float x) {
        return ElementaryFloat.exp(x);
    }

    /**
     * e^x - 1, without the loss that the subtraction brings near 0.
     *
     * <p>Algorithm: r, k and q as for exp, with the rounding error of r kept; 2^k (((1 - 2^-k) + r) + tail), where
     * tail holds r^2 q(r) and the rounding errors of the sums before it.
     *
     * <p>Special values: -0 gives -0, +infinity gives +infinity, -infinity gives -1. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.10 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return e^x - 1
     */
    public static double expm1(double x) {
        return ElementaryDouble.expm1(x);
    }

    /**
     * e^x - 1, without the loss that the subtraction brings near 0.
     *
     * <p>The algorithm and the special values of {@link #expm1(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.05 ulp over all floats.
     *
     * @param x the argument
     * @return e^x - 1
     */
    public static float expm1(float x) {
        return ElementaryFloat.expm1(x);
    }

    /**
     * The natural logarithm of x.
     *
     * <p>Algorithm: x = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2); with s = f / (2 + f), log(1 + f) = 2
     * artanh(s) = 2 s + s z p(z), z = s^2, p a minimax polynomial of degree 6 (3 in float32). It is summed as k ln 2 +
     * (f - (f^2 / 2 - s (f^2 / 2 + z p(z)))), where f and the leading part of k ln 2 are exact.
     *
     * <p>Special values: both zeros give -infinity, a negative x gives NaN, +infinity gives +infinity. A NaN gives
     * NaN.
     *
     * <p>Largest error measured: 0.83 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the logarithm
     */
    public static double log(double x) {
        return ElementaryDouble.log(x);
    }

    /**
     * The natural logarithm of x.
     *
     * <p>The algorithm and the special values of {@link #log(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.83 ulp over all floats.
     *
     * @param x the argument
     * @return the logarithm
     */
    public static float log(float x) {
        return ElementaryFloat.log(x);
    }

    /**
     * log(1 + x), without the loss that the sum brings near 0.
     *
     * <p>Algorithm: As log of u = 1 + x, plus lost / u, where lost is the exact rounding error of u; where u is from
     * sqrt(1/2) to sqrt(2), f is x itself.
     *
     * <p>Special values: -0 gives -0, -1 gives -infinity, a smaller x gives NaN, +infinity gives +infinity. A NaN
     * gives NaN.
     *
     * <p>Largest error measured: 0.83 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return log(1 + x)
     */
    public static double log1p(double x) {
        return ElementaryDouble.log1p(x);
    }

    /**
     * log(1 + x), without the loss that the sum brings near 0.
     *
     * <p>The algorithm and the special values of {@link #log1p(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.83 ulp over all floats.
     *
     * @param x the argument
     * @return log(1 + x)
     */
    public static float log1p(float x) {
        return ElementaryFloat.log1p(x);
    }

    /**
     * The sine of x in radians.
     *
     * <p>Algorithm: x less a whole number of quarter turns as an unevaluated sum r + low, |r| at most pi/4, by integer
     * arithmetic on the bits of 2/pi (Payne and Hanek, 1983), so that every finite argument is reduced to full
     * accuracy; then r + r^3 p(r^2) or, on odd quarters, 1 - r^2/2 + r^4 q(r^2), with the first order of low added; p
     * and q are minimax polynomials of degree 5 (2 in float32).
     *
     * <p>Special values: -0 gives -0, both infinities give NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.82 ulp over 16,000,000 arguments.
     *
     * @param x the argument, in radians
     * @return the sine
     */
    public static double sin(double x) {
        return ElementaryDouble.sin(x);
    }

    /**
     * The sine of x in radians.
     *
     * <p>The algorithm and the special values of {@link #sin(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.86 ulp over all floats.
     *
     * @param x the argument, in radians
     * @return the sine
     */
    public static float sin(float x) {
        return ElementaryFloat.sin(x);
    }

    /**
     * The cosine of x in radians.
     *
     * <p>Algorithm: The reduction and the two polynomials of sin, exchanged.
     *
     * <p>Special values: both infinities give NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.82 ulp over 16,000,000 arguments.
     *
     * @param x the argument, in radians
     * @return the cosine
     */
    public static double cos(double x) {
        return ElementaryDouble.cos(x);
    }

    /**
     * The cosine of x in radians.
     *
     * <p>The algorithm and the special values of {@link #cos(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.86 ulp over all floats.
     *
     * @param x the argument, in radians
     * @return the cosine
     */
    public static float cos(float x) {
        return ElementaryFloat.cos(x);
    }

    /**
     * The hyperbolic tangent of x.
     *
     * <p>Algorithm: Below 9/16 in size x + x^3 p(x^2), p a minimax polynomial of degree 10 (5 in float32); from there
     * on 1 - 2 / (exp(2 |x|) + 1) with the sign of x.
     *
     * <p>Special values: -0 gives -0, an infinity gives 1 of its sign. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.44 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the hyperbolic tangent
     */
    public static double tanh(double x) {
        return ElementaryDouble.tanh(x);
    }

    /**
     * The hyperbolic tangent of x.
     *
     * <p>The algorithm and the special values of {@link #tanh(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.43 ulp over all floats.
     *
     * @param x the argument
     * @return the hyperbolic tangent
     */
    public static float tanh(float x) {
        return ElementaryFloat.tanh(x);
    }

    /**
     * The logistic function 1 / (1 + e^-x).
     *
     * <p>Algorithm: With e = exp(-|x|) and d = 1 + e, the quotient q of 1 (or of e, where x is negative) by d, and one
     * correction of q by what fma shows the quotient and the rounding of d to have left.
     *
     * <p>Special values: +infinity gives 1, -infinity gives 0. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.48 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the value, from 0 to 1
     */
    public static double sigmoid(double x) {
        return ElementaryDouble.sigmoid(x);
    }

    /**
     * The logistic function 1 / (1 + e^-x).
     *
     * <p>The algorithm and the special values of {@link #sigmoid(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.48 ulp over all floats.
     *
     * @param x the argument
     * @return the value, from 0 to 1
     */
    public static float sigmoid(float x) {
        return ElementaryFloat.sigmoid(x);
    }

    /**
     * log(1 + e^x).
     *
     * <p>Algorithm: max(x, 0) + log1p(exp(-|x|)), in these functions.
     *
     * <p>Special values: +infinity gives +infinity, -infinity gives 0. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.64 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return log(1 + e^x)
     */
    public static double softplus(double x) {
        return ElementaryDouble.softplus(x);
    }

    /**
     * log(1 + e^x).
     *
     * <p>The algorithm and the special values of {@link #softplus(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.65 ulp over all floats.
     *
     * @param x the argument
     * @return log(1 + e^x)
     */
    public static float softplus(float x) {
        return ElementaryFloat.softplus(x);
    }

    /**
     * The error function, 2 / sqrt(pi) times the integral of e^(-s^2) over s from 0 to x.
     *
     * <p>Algorithm: Below 1 in size x + x p(x^2), p a minimax polynomial of degree 11 (6 in float32); from there on 1
     * - exp(q(|x| - c)) with the sign of x, q an approximation of log erfc of degree 19 (8 in float32) whose error is
     * weighted with erfc, c = 1.5 (2.25).
     *
     * <p>Special values: -0 gives -0, an infinity gives 1 of its sign. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.22 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the value, from -1 to 1
     */
    public static double erf(double x) {
        return ElementaryDouble.erf(x);
    }

    /**
     * The error function, 2 / sqrt(pi) times the integral of e^(-s^2) over s from 0 to x.
     *
     * <p>The algorithm and the special values of {@link #erf(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.30 ulp over all floats.
     *
     * @param x the argument
     * @return the value, from -1 to 1
     */
    public static float erf(float x) {
        return ElementaryFloat.erf(x);
    }

    /**
     * x^y.
     *
     * <p>Algorithm: exp(y log |x|), where log |x| is an unevaluated sum high + low: s = f / (2 + f) as in log, its
     * square and cube and the terms 2 s + s^3 (2/3 + z p(z)) each with their rounding errors, p a minimax polynomial
     * of degree 6 (2 in float32). The product with y is such a sum too, and exp takes its low part with the reduced
     * argument. The sign is that of x where y is an odd integer.
     *
     * <p>Special values: C99, F.9.4.4: pow(x, 0) = pow(1, y) = 1 even for NaN, pow(-1, infinity) = 1, a finite
     * negative x and a y that is not an integer give NaN, and zeros and infinities give a zero or an infinity of the sign
     * that an odd y carries over. A NaN gives NaN otherwise.
     *
     * <p>Largest error measured: 1.07 ulp over 16,000,000 pairs of arguments.
     *
     * @param x the base
     * @param y the exponent
     * @return x^y
     */
    public static double pow(double x, double y) {
        return ElementaryDouble.pow(x, y);
    }

    /**
     * x^y.
     *
     * <p>The algorithm and the special values of {@link #pow(double, double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.99 ulp over 134,217,728 pairs of arguments.
     *
     * @param x the base
     * @param y the exponent
     * @return x^y
     */
    public static float pow(float x, float y) {
        return ElementaryFloat.pow(x, y);
    }

    /**
     * The tangent of x in radians.
     *
     * <p>Algorithm: The reduction of sin; then r + r^3 p(r^2) as a sum high + low, p a minimax polynomial of degree 13 (6 in float32), or, on odd quarters, -1 / (high + low), a quotient with one correction.
     *
     * <p>Special values: -0 gives -0, both infinities give NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.27 ulp over 4,000,000 arguments.
     *
     * @param x the argument, in radians
     * @return the tangent
     */
    public static double tan(double x) {
        return ElementaryFurtherDouble.tan(x);
    }

    /**
     * The tangent of x in radians.
     *
     * <p>The algorithm and the special values of {@link #tan(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.25 ulp over 17,000,000 arguments.
     *
     * @param x the argument, in radians
     * @return the tangent
     */
    public static float tan(float x) {
        return ElementaryFurtherFloat.tan(x);
    }

    /**
     * The hyperbolic sine of x.
     *
     * <p>Algorithm: Below 1 in size x + x^3 p(x^2), p a minimax polynomial of degree 6 (3 in float32); from there on h - 1 / (4 h) with the sign of x, where h = e^|x| / 2 as in exp but as an unevaluated sum, whose scale does not overflow before the result does.
     *
     * <p>Special values: -0 gives -0, an infinity gives an infinity of its sign. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.78 ulp over 4,000,000 arguments.
     *
     * @param x the argument
     * @return the hyperbolic sine
     */
    public static double sinh(double x) {
        return ElementaryFurtherDouble.sinh(x);
    }

    /**
     * The hyperbolic sine of x.
     *
     * <p>The algorithm and the special values of {@link #sinh(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.77 ulp over 17,000,000 arguments.
     *
     * @param x the argument
     * @return the hyperbolic sine
     */
    public static float sinh(float x) {
        return ElementaryFurtherFloat.sinh(x);
    }

    /**
     * The hyperbolic cosine of x.
     *
     * <p>Algorithm: h + 1 / (4 h), with h as for sinh.
     *
     * <p>Special values: both infinities give +infinity. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.65 ulp over 4,000,000 arguments.
     *
     * @param x the argument
     * @return the hyperbolic cosine
     */
    public static double cosh(double x) {
        return ElementaryFurtherDouble.cosh(x);
    }

    /**
     * The hyperbolic cosine of x.
     *
     * <p>The algorithm and the special values of {@link #cosh(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.64 ulp over 17,000,000 arguments.
     *
     * @param x the argument
     * @return the hyperbolic cosine
     */
    public static float cosh(float x) {
        return ElementaryFurtherFloat.cosh(x);
    }

    /**
     * The logarithm of x to base 2, exact where x is a power of two.
     *
     * <p>Algorithm: x = 2^k (1 + f) and log(1 + f) as for log, but as an unevaluated sum, times 1 / ln 2 in two parts, plus k.
     *
     * <p>Special values: both zeros give -infinity, a negative x gives NaN, +infinity gives +infinity. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.76 ulp over 4,000,000 arguments.
     *
     * @param x the argument
     * @return the logarithm
     */
    public static double log2(double x) {
        return ElementaryFurtherDouble.log2(x);
    }

    /**
     * The logarithm of x to base 2, exact where x is a power of two.
     *
     * <p>The algorithm and the special values of {@link #log2(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.77 ulp over 17,000,000 arguments.
     *
     * @param x the argument
     * @return the logarithm
     */
    public static float log2(float x) {
        return ElementaryFurtherFloat.log2(x);
    }

    /**
     * The real cube root of x.
     *
     * <p>Algorithm: x = 2^3k m with m from 1 to 8; a first guess by a minimax polynomial of degree 3, a step by Halley and one by Newton whose residual is taken with fma.
     *
     * <p>Special values: zeros and infinities give themselves. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.51 ulp over 4,000,000 arguments.
     *
     * @param x the argument
     * @return the cube root
     */
    public static double cbrt(double x) {
        return ElementaryFurtherDouble.cbrt(x);
    }

    /**
     * The real cube root of x.
     *
     * <p>The algorithm and the special values of {@link #cbrt(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.51 ulp over 17,000,000 arguments.
     *
     * @param x the argument
     * @return the cube root
     */
    public static float cbrt(float x) {
        return ElementaryFurtherFloat.cbrt(x);
    }

    /**
     * The arc tangent of x.
     *
     * <p>Algorithm: t + t^3 p(t^2) with t = |x| or, beyond 1, of t = 1 / |x|, from pi/2 in two parts; p a minimax polynomial of degree 20 (9 in float32).
     *
     * <p>Special values: -0 gives -0, an infinity gives pi/2 of its sign. A NaN gives NaN.
     *
     * <p>Largest error measured: 1.81 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the angle, from -pi/2 to pi/2
     */
    public static double atan(double x) {
        return ElementaryArcDouble.atan(x);
    }

    /**
     * The arc tangent of x.
     *
     * <p>The algorithm and the special values of {@link #atan(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 1.28 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the angle, from -pi/2 to pi/2
     */
    public static float atan(float x) {
        return ElementaryArcFloat.atan(x);
    }

    /**
     * The arc sine of x.
     *
     * <p>Algorithm: below 1/2 in size x + x^3 p(x^2), p a minimax polynomial of degree 12 (5 in float32); from there on pi/2 - 2 arcsin(sqrt((1 - |x|) / 2)), with pi/2 in two parts and what rounding the root lost.
     *
     * <p>Special values: -0 gives -0, what is beyond 1 in size gives NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.60 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the angle, from -pi/2 to pi/2
     */
    public static double asin(double x) {
        return ElementaryArcDouble.asin(x);
    }

    /**
     * The arc sine of x.
     *
     * <p>The algorithm and the special values of {@link #asin(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.62 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the angle, from -pi/2 to pi/2
     */
    public static float asin(float x) {
        return ElementaryArcFloat.asin(x);
    }

    /**
     * The arc cosine of x.
     *
     * <p>Algorithm: pi/2 - arcsin x below 1/2 in size; above 2 arcsin(sqrt((1 - x) / 2)), below its difference from pi; as the arc sine.
     *
     * <p>Special values: 1 gives 0, what is beyond 1 in size gives NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 0.61 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the angle, from 0 to pi
     */
    public static double acos(double x) {
        return ElementaryArcDouble.acos(x);
    }

    /**
     * The arc cosine of x.
     *
     * <p>The algorithm and the special values of {@link #acos(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 0.61 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the angle, from 0 to pi
     */
    public static float acos(float x) {
        return ElementaryArcFloat.acos(x);
    }

    /**
     * e^(x^2) times the complementary error function of x.
     *
     * <p>Algorithm: p((|x| - 4) / (|x| + 4)) / (1 + 2 |x|), p a minimax polynomial of degree 24 (12 in float32) (M. Shepherd and J. Laframboise, Mathematics of Computation 36, 1981); for negative x, its difference from 2 e^(x^2), where what rounding x^2 lost is kept.
     *
     * <p>Special values: +infinity gives 0, -infinity gives +infinity. A NaN gives NaN.
     *
     * <p>Largest error measured: 2.56 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the value
     */
    public static double erfcx(double x) {
        return ElementaryNormalDouble.erfcx(x);
    }

    /**
     * e^(x^2) times the complementary error function of x.
     *
     * <p>The algorithm and the special values of {@link #erfcx(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 2.67 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the value
     */
    public static float erfcx(float x) {
        return ElementaryNormalFloat.erfcx(x);
    }

    /**
     * The standard normal distribution function.
     *
     * <p>Algorithm: half of e^(-x^2 / 2) erfcx(|x| / sqrt 2), where what rounding x^2 lost is kept; for positive x its difference from 1.
     *
     * <p>Special values: -infinity gives 0, +infinity 1. A NaN gives NaN.
     *
     * <p>Largest error measured: 4.33 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the probability
     */
    public static double ndtr(double x) {
        return ElementaryNormalDouble.ndtr(x);
    }

    /**
     * The standard normal distribution function.
     *
     * <p>The algorithm and the special values of {@link #ndtr(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 4.92 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the probability
     */
    public static float ndtr(float x) {
        return ElementaryNormalFloat.ndtr(x);
    }

    /**
     * The natural logarithm of the standard normal distribution function.
     *
     * <p>Algorithm: log1p(-ndtr(-x)) from 0 on, log(ndtr(x)) above -1, else -x^2 / 2 + log(erfcx(-x / sqrt 2) / 2).
     *
     * <p>Special values: -infinity gives -infinity, +infinity -0. A NaN gives NaN.
     *
     * <p>Largest error measured: 5.14 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the logarithm
     */
    public static double logNdtr(double x) {
        return ElementaryNormalDouble.logNdtr(x);
    }

    /**
     * The natural logarithm of the standard normal distribution function.
     *
     * <p>The algorithm and the special values of {@link #logNdtr(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 5.68 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the logarithm
     */
    public static float logNdtr(float x) {
        return ElementaryNormalFloat.logNdtr(x);
    }

    /**
     * The standard normal quantile function.
     *
     * <p>Algorithm: where |2 x - 1| is at most 3/4, sqrt(2) erfinv(2 x - 1); else, for the lesser tail q, an approximation by a minimax polynomial in sqrt(-2 ln q), and a step of Newton's method for ln q.
     *
     * <p>Special values: 0 gives -infinity, 1 +infinity, what is beyond NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 2.71 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the quantile
     */
    public static double ndtri(double x) {
        return ElementaryNormalDouble.ndtri(x);
    }

    /**
     * The standard normal quantile function.
     *
     * <p>The algorithm and the special values of {@link #ndtri(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 2.61 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the quantile
     */
    public static float ndtri(float x) {
        return ElementaryNormalFloat.ndtri(x);
    }

    /**
     * The inverse of the error function.
     *
     * <p>Algorithm: up to 3/4 in size x + x p(x^2), p a minimax polynomial of degree 23 (9 in float32); else as ndtri, of the tail (1 - |x|) / 2, divided by sqrt 2.
     *
     * <p>Special values: -0 gives -0, -1 and 1 give the infinities, what is beyond NaN. A NaN gives NaN.
     *
     * <p>Largest error measured: 4.59 ulp over 16,000,000 arguments.
     *
     * @param x the argument
     * @return the value
     */
    public static double erfinv(double x) {
        return ElementaryNormalDouble.erfinv(x);
    }

    /**
     * The inverse of the error function.
     *
     * <p>The algorithm and the special values of {@link #erfinv(double)}, in float arithmetic.
     *
     * <p>Largest error measured: 3.55 ulp over 9,000,000 arguments.
     *
     * @param x the argument
     * @return the value
     */
    public static float erfinv(float x) {
        return ElementaryNormalFloat.erfinv(x);
    }
}
