package dualflow.op;

/**
 * Elementary functions of plain arithmetic, which give the same bits in Java and in {@code opencl/elementary.cl}.
 */
public final class Elementary {
    private Elementary() {}

    /**
     * e^x: the exponential, in float64.
     *
     * @param x the argument
     * @return e^x
     */
    public static double exp(double x) {
        return ElementaryDouble.exp(x);
    }

    /**
     * e^x: the exponential, in float32.
     *
     * @param x the argument
     * @return e^x
     */
    public static float exp(float x) {
        return ElementaryFloat.exp(x);
    }

    /**
     * e^x - 1: accurate near zero, in float64.
     *
     * @param x the argument
     * @return e^x - 1
     */
    public static double expm1(double x) {
        return ElementaryDouble.expm1(x);
    }

    /**
     * e^x - 1: accurate near zero, in float32.
     *
     * @param x the argument
     * @return e^x - 1
     */
    public static float expm1(float x) {
        return ElementaryFloat.expm1(x);
    }

    /**
     * ln x: the natural logarithm, in float64.
     *
     * @param x the argument
     * @return ln x
     */
    public static double log(double x) {
        return ElementaryDouble.log(x);
    }

    /**
     * ln x: the natural logarithm, in float32.
     *
     * @param x the argument
     * @return ln x
     */
    public static float log(float x) {
        return ElementaryFloat.log(x);
    }

    /**
     * ln(1 + x): accurate near zero, in float64.
     *
     * @param x the argument
     * @return ln(1 + x)
     */
    public static double log1p(double x) {
        return ElementaryDouble.log1p(x);
    }

    /**
     * ln(1 + x): accurate near zero, in float32.
     *
     * @param x the argument
     * @return ln(1 + x)
     */
    public static float log1p(float x) {
        return ElementaryFloat.log1p(x);
    }

    /**
     * sin x: x in radians, in float64.
     *
     * @param x the argument
     * @return sin x
     */
    public static double sin(double x) {
        return ElementaryDouble.sin(x);
    }

    /**
     * sin x: x in radians, in float32.
     *
     * @param x the argument
     * @return sin x
     */
    public static float sin(float x) {
        return ElementaryFloat.sin(x);
    }

    /**
     * cos x: x in radians, in float64.
     *
     * @param x the argument
     * @return cos x
     */
    public static double cos(double x) {
        return ElementaryDouble.cos(x);
    }

    /**
     * cos x: x in radians, in float32.
     *
     * @param x the argument
     * @return cos x
     */
    public static float cos(float x) {
        return ElementaryFloat.cos(x);
    }

    /**
     * tanh x: the hyperbolic tangent, in float64.
     *
     * @param x the argument
     * @return tanh x
     */
    public static double tanh(double x) {
        return ElementaryDouble.tanh(x);
    }

    /**
     * tanh x: the hyperbolic tangent, in float32.
     *
     * @param x the argument
     * @return tanh x
     */
    public static float tanh(float x) {
        return ElementaryFloat.tanh(x);
    }

    /**
     * 1 / (1 + e^-x): the logistic function, in float64.
     *
     * @param x the argument
     * @return 1 / (1 + e^-x)
     */
    public static double sigmoid(double x) {
        return ElementaryDouble.sigmoid(x);
    }

    /**
     * 1 / (1 + e^-x): the logistic function, in float32.
     *
     * @param x the argument
     * @return 1 / (1 + e^-x)
     */
    public static float sigmoid(float x) {
        return ElementaryFloat.sigmoid(x);
    }

    /**
     * ln(1 + e^x): the integral of the sigmoid, in float64.
     *
     * @param x the argument
     * @return ln(1 + e^x)
     */
    public static double softplus(double x) {
        return ElementaryDouble.softplus(x);
    }

    /**
     * ln(1 + e^x): the integral of the sigmoid, in float32.
     *
     * @param x the argument
     * @return ln(1 + e^x)
     */
    public static float softplus(float x) {
        return ElementaryFloat.softplus(x);
    }

    /**
     * (2 / sqrt(pi)) times the integral of e^(-u^2) from 0 to x: the error function, in float64.
     *
     * @param x the argument
     * @return (2 / sqrt(pi)) times the integral of e^(-u^2) from 0 to x
     */
    public static double erf(double x) {
        return ElementaryDouble.erf(x);
    }

    /**
     * (2 / sqrt(pi)) times the integral of e^(-u^2) from 0 to x: the error function, in float32.
     *
     * @param x the argument
     * @return (2 / sqrt(pi)) times the integral of e^(-u^2) from 0 to x
     */
    public static float erf(float x) {
        return ElementaryFloat.erf(x);
    }

    /**
     * x^y: with the special values of C99, in float64.
     *
     * @param x the base
     * @param y the exponent
     * @return x^y
     */
    public static double pow(double x, double y) {
        return ElementaryDouble.pow(x, y);
    }

    /**
     * x^y: with the special values of C99, in float32.
     *
     * @param x the base
     * @param y the exponent
     * @return x^y
     */
    public static float pow(float x, float y) {
        return ElementaryFloat.pow(x, y);
    }
}
