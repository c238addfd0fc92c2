package dualflow.tensor;

import java.util.List;

/**
 * The form of an op that works number by number, y = f(x), y = f(a, b) or y = f(a, b, c); several arguments broadcast. Blocks are
 * single numbers.
 */
public non-sealed interface ElementwiseOp extends Op {
    /** One argument: y = f(x). */
    interface Unary extends ElementwiseOp {
        /**
         * The function in float64.
         *
         * @param x the argument
         * @return f(x)
         */
        double f(double x);

        /**
         * The function in float32.
         *
         * @param x the argument
         * @return f(x)
         */
        float f(float x);

        @Override
        default int arity() {
            return 1;
        }

        @Override
        default void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
            double[] a = x[0];
            for (int i = from; i < to; i++) {
                y[i] = f(a[i]);
            }
        }

        @Override
        default void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
            float[] a = x[0];
            for (int i = from; i < to; i++) {
                y[i] = f(a[i]);
            }
        }
    }

    /** Two arguments: y = f(a, b). */
    interface Binary extends ElementwiseOp {
        /**
         * The function in float64.
         *
         * @param a the first argument
         * @param b the second argument
         * @return f(a, b)
         */
        double f(double a, double b);

        /**
         * The function in float32.
         *
         * @param a the first argument
         * @param b the second argument
         * @return f(a, b)
         */
        float f(float a, float b);

        @Override
        default int arity() {
            return 2;
        }

        @Override
        default void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
            double[] a = x[0];
            double[] b = x[1];
            int aStep = blocks.step(0);
            int bStep = blocks.step(1);
            int end;
            for (int first = from; first < to; first = end) {
                end = Math.min(to, blocks.runEnd(first));
                int aStart = blocks.start(0, first);
                int bStart = blocks.start(1, first);
                for (int i = first; i < end; i++) {
                    y[i] = f(a[aStart + (i - first) * aStep], b[bStart + (i - first) * bStep]);
                }
            }
        }

        @Override
        default void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
            float[] a = x[0];
            float[] b = x[1];
            int aStep = blocks.step(0);
            int bStep = blocks.step(1);
            int end;
            for (int first = from; first < to; first = end) {
                end = Math.min(to, blocks.runEnd(first));
                int aStart = blocks.start(0, first);
                int bStart = blocks.start(1, first);
                for (int i = first; i < end; i++) {
                    y[i] = f(a[aStart + (i - first) * aStep], b[bStart + (i - first) * bStep]);
                }
            }
        }
    }

    /** Three arguments: y = f(a, b, c). */
    interface Ternary extends ElementwiseOp {
        /**
         * The function in float64.
         *
         * @param a the first argument
         * @param b the second argument
         * @param c the third argument
         * @return f(a, b, c)
         */
        double f(double a, double b, double c);

        /**
         * The function in float32.
         *
         * @param a the first argument
         * @param b the second argument
         * @param c the third argument
         * @return f(a, b, c)
         */
        float f(float a, float b, float c);

        @Override
        default int arity() {
            return 3;
        }

        @Override
        default void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
            int end;
            for (int first = from; first < to; first = end) {
                end = Math.min(to, blocks.runEnd(first));
                int aStart = blocks.start(0, first);
                int bStart = blocks.start(1, first);
                int cStart = blocks.start(2, first);
                for (int i = first; i < end; i++) {
                    int at = i - first;
                    y[i] = f(
                            x[0][aStart + at * blocks.step(0)],
                            x[1][bStart + at * blocks.step(1)],
                            x[2][cStart + at * blocks.step(2)]);
                }
            }
        }

        @Override
        default void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
            int end;
            for (int first = from; first < to; first = end) {
                end = Math.min(to, blocks.runEnd(first));
                int aStart = blocks.start(0, first);
                int bStart = blocks.start(1, first);
                int cStart = blocks.start(2, first);
                for (int i = first; i < end; i++) {
                    int at = i - first;
                    y[i] = f(
                            x[0][aStart + at * blocks.step(0)],
                            x[1][bStart + at * blocks.step(1)],
                            x[2][cStart + at * blocks.step(2)]);
                }
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

    /**
     * Numbers that the kernel takes besides the tensors, such as a scale.
     *
     * @return Double for a real, Integer for an int; none by default
     */
    default List<Object> parameters() {
        return List.of();
    }

    /**
     * A function {@code op_<name>} of one work-item for each number. An op needs it only where its file is not of the form of {@code
     * opencl/add.cl}, which states the function alone: devices make their own kernels of that, for one op or for several.
     */
    @Override
    default Kernel kernel(Blocks blocks) {
        return new Kernel(name(), 1, parameters());
    }
}
