package dualflow.op;

/** The order of numbers in which both zeros are equal, and NaN comes last; {@code opencl/include/orders.cl} has the same. */
final class Orders {
    private Orders() {}

    static boolean precedes(double a, double b) {
        return a < b || (Double.isNaN(b) && !Double.isNaN(a));
    }

    static boolean precedes(float a, float b) {
        return a < b || (Float.isNaN(b) && !Float.isNaN(a));
    }
}
