package dualflow.tensor;

/** What the arguments of one op must have in common. */
final class ArgumentCheck {
    private ArgumentCheck() {}

    static void requireAlike(Op op, Tensor... arguments) {
        if (arguments.length != op.arity()) {
            throw ShapeException.of(op, " takes " + op.arity() + " arguments, got " + arguments.length);
        }
        Tensor first = arguments[0];
        for (int k = 1; k < arguments.length; k++) {
            Tensor other = arguments[k];
            if (other.dtype() != first.dtype()) {
                throw ShapeException.of(
                        op,
                        ": argument 1 is " + first.dtype() + ", argument " + (k + 1) + " is " + other.dtype()
                                + "; formats are never mixed silently, convert one by device.tensor(dtype, shape,"
                                + " toDoubles())");
            }
            if (other.device() != first.device()) {
                throw ShapeException.of(
                        op,
                        ": argument 1 is on " + first.device().idBeside(other.device()) + ", argument " + (k + 1)
                                + " on " + other.device().idBeside(first.device()) + "; make both on one device");
            }
        }
    }
}
