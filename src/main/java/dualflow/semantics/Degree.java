package dualflow.semantics;

/**
 * How a value depends on the Gaussian noise that is being averaged over.
 *
 * @param total its degree as a polynomial of the noise: 0 if it does not depend on it, infinite if it is no polynomial
 * @param rest its degree where functions of single affine numbers, such as tanh(a' z + b), are held fixed; infinite if other functions occur
 */
record Degree(double total, double rest) {
    static final Degree NONE = new Degree(0, 0);
    static final Degree LINEAR = new Degree(1, 1);
    static final Degree NOT_POLYNOMIAL = new Degree(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean isNone() {
        return total == 0;
    }

    boolean isPolynomial() {
        return total < Double.POSITIVE_INFINITY;
    }

    Degree max(Degree other) {
        return new Degree(Math.max(total, other.total), Math.max(rest, other.rest));
    }

    Degree plus(Degree other) {
        return new Degree(total + other.total, rest + other.rest);
    }

    /** Of a power with a whole exponent. */
    Degree times(double factor) {
        return new Degree(total == 0 ? 0 : total * factor, rest == 0 ? 0 : rest * factor);
    }

    /** Of a derivative. */
    Degree minus(double order) {
        return isPolynomial() ? new Degree(Math.max(total - order, 0), Math.max(rest - order, 0)) : this;
    }

    /** Of something whose parts cannot be looked at from outside, such as a derivative. */
    Degree opaque() {
        return isPolynomial() ? this : NOT_POLYNOMIAL;
    }

    /**
     * Of a derivative of this.
     *
     * @param order of the derivative
     * @param by the degree of what it is by
     */
    Degree ofDerivative(int order, Degree by) {
        return opaque().minus(order * by.total);
    }

    /** Of something that is no polynomial of values. */
    static Degree nonlinear(Degree... degrees) {
        for (Degree degree : degrees) {
            if (!degree.isNone()) {
                return NOT_POLYNOMIAL;
            }
        }
        return NONE;
    }

    /** Of a function of affine numbers, each by itself. */
    Degree ofFunction() {
        if (isNone()) {
            return NONE;
        }
        return total <= 1 || rest == 0 ? new Degree(Double.POSITIVE_INFINITY, 0) : NOT_POLYNOMIAL;
    }
}
