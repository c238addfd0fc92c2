package dualflow.tensor;

import java.util.List;

/**
 * The form of an elementwise op, y = f(x), y = f(a, b) or y = f(a, b, c); several arguments broadcast. Blocks are
 * single elements.
 */
public non-sealed interface ElementwiseOp extends Op {
    /** One argument: y = f(x). */
    interface Unary extends ElementwiseOp {
        /**
         * {@return f(x) in float64}
         *
         * @param x the argument
         */
        double f(double x);

        /**
         * {@return f(x) in float32}
         *
         * @param x the argument
         */
        float f(float x);

        @Override
        default int arity() {
            return 1;
        }

        @Override
        default void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
            for (int i = from; i < to; i++) {
                y[i] = f(x[0][i]);
            }
        }

        @Override
        default void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
            for (int i = from; i < to; i++) {
                y[i] = f(x[0][i]);
            }
        }
    }

    /** Two arguments: y = f(a, b). */
    interface Binary extends ElementwiseOp {
        /**
         * {@return f(a, b) in float64}
         *
         * @param a the first argument
         * @param b the second argument
         */
        double f(double a, double b);

        /**
         * {@return f(a, b) in float32}
         *
         * @param a the first argument
         * @param b the second argument
         */
        float f(float a, float b);

        @Override
        default int arity() {
            return 2;
        }

        @Override
        default void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
            for (int i = from; i < to; i++) {
                y[i] = f(x[0][blocks.start(0, i)], x[1][blocks.start(1, i)]);
            }
        }

        @Override
        default void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
            for (int i = from; i < to; i++) {
                y[i] = f(x[0][blocks.start(0, i)], x[1][blocks.start(1, i)]);
            }
        }
    }

    @Override
    default int trailing(int argument) {
        return 0;
    }

    @Override
    default Shape block(List<Shape> blocks) {
        return Shape.SCALAR;
    }
}
