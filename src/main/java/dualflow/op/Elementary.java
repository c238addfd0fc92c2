package dualflow.op;

public final class Elementary {
    private Elementary() {}

    public static double exp(double x) {
        return ElementaryDouble.exp(x);
    }

    public static float exp(float x) {
        return ElementaryFloat.exp(x);
    }

    public static double expm1(double x) {
        return ElementaryDouble.expm1(x);
    }

    public static float expm1(float x) {
        return ElementaryFloat.expm1(x);
    }

    public static double log(double x) {
        return ElementaryDouble.log(x);
    }

    public static float log(float x) {
        return ElementaryFloat.log(x);
    }

    public static double log1p(double x) {
        return ElementaryDouble.log1p(x);
    }

    public static float log1p(float x) {
        return ElementaryFloat.log1p(x);
    }

    public static double sin(double x) {
        return ElementaryDouble.sin(x);
    }

    public static float sin(float x) {
        return ElementaryFloat.sin(x);
    }

    public static double cos(double x) {
        return ElementaryDouble.cos(x);
    }

    public static float cos(float x) {
        return ElementaryFloat.cos(x);
    }

    public static double tanh(double x) {
        return ElementaryDouble.tanh(x);
    }

    public static float tanh(float x) {
        return ElementaryFloat.tanh(x);
    }

    public static double sigmoid(double x) {
        return ElementaryDouble.sigmoid(x);
    }

    public static float sigmoid(float x) {
        return ElementaryFloat.sigmoid(x);
    }

    public static double softplus(double x) {
        return ElementaryDouble.softplus(x);
    }

    public static float softplus(float x) {
        return ElementaryFloat.softplus(x);
    }

    public static double erf(double x) {
        return ElementaryDouble.erf(x);
    }

    public static float erf(float x) {
        return ElementaryFloat.erf(x);
    }

    public static double pow(double x, double y) {
        return ElementaryDouble.pow(x, y);
    }

    public static float pow(float x, float y) {
        return ElementaryFloat.pow(x, y);
    }
}
