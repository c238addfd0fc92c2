package dualflow.device.host;

import dualflow.op.Add;
import dualflow.op.Multiply;
import dualflow.op.Scale;
import dualflow.op.Subtract;
import dualflow.op.Where;
import dualflow.tensor.BlockRuns;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;

/**
 * The loops of elementwise ops in float32: along the last merged axis each argument has stride 1 or 0, so index arithmetic needs no
 * division. The commonest ops have loops of their own, in which the JVM sees what is computed. {@link ElementwiseLoopsDouble} has the same results
 * in float64.
 */
final class ElementwiseLoopsFloat {
    private ElementwiseLoopsFloat() {}

    static void unary(ElementwiseOp.Unary op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] a = x[0];
        for (int i = from; i < to; i++) {
            y[i] = op.f(a[i]);
        }
    }

    static void scale(Scale op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] a = x[0];
        float c = (float) op.c();
        for (int i = from; i < to; i++) {
            y[i] = c * a[i];
        }
    }

    /** Numbers of a result along one run. */
    private interface Run {
        void of(float[] a, int aStart, int aStep, float[] b, int bStart, int bStep, float[] y, int first, int count);
    }

    private static void runs(Run run, Blocks blocks, int from, int to, float[][] x, float[] y) {
        int aStep = blocks.step(0);
        int bStep = blocks.step(1);
        BlockRuns at = blocks.runs(from);
        for (int first = from; first < to; at.next()) {
            int end = Math.min(to, at.end());
            run.of(x[0], at.start(0), aStep, x[1], at.start(1), bStep, y, first, end - first);
            first = end;
        }
    }

    static void add(Add op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        runs(ElementwiseLoopsFloat::sums, blocks, from, to, x, y);
    }

    private static void sums(
            float[] a, int aStart, int aStep, float[] b, int bStart, int bStep, float[] y, int first, int count) {
        if (aStep == 1 && bStep == 1) {
            for (int i = 0; i < count; i++) {
                y[first + i] = a[aStart + i] + b[bStart + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                y[first + i] = a[aStart + i * aStep] + b[bStart + i * bStep];
            }
        }
    }

    static void subtract(Subtract op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        runs(ElementwiseLoopsFloat::differences, blocks, from, to, x, y);
    }

    private static void differences(
            float[] a, int aStart, int aStep, float[] b, int bStart, int bStep, float[] y, int first, int count) {
        if (aStep == 1 && bStep == 1) {
            for (int i = 0; i < count; i++) {
                y[first + i] = a[aStart + i] - b[bStart + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                y[first + i] = a[aStart + i * aStep] - b[bStart + i * bStep];
            }
        }
    }

    static void multiply(Multiply op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        runs(ElementwiseLoopsFloat::products, blocks, from, to, x, y);
    }

    private static void products(
            float[] a, int aStart, int aStep, float[] b, int bStart, int bStep, float[] y, int first, int count) {
        if (aStep == 1 && bStep == 1) {
            for (int i = 0; i < count; i++) {
                y[first + i] = a[aStart + i] * b[bStart + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                y[first + i] = a[aStart + i * aStep] * b[bStart + i * bStep];
            }
        }
    }

    static void binary(ElementwiseOp.Binary op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] a = x[0];
        float[] b = x[1];
        int aStep = blocks.step(0);
        int bStep = blocks.step(1);
        BlockRuns at = blocks.runs(from);
        for (int first = from; first < to; at.next()) {
            int end = Math.min(to, at.end());
            int aStart = at.start(0);
            int bStart = at.start(1);
            for (int i = first; i < end; i++) {
                y[i] = op.f(a[aStart + (i - first) * aStep], b[bStart + (i - first) * bStep]);
            }
            first = end;
        }
    }

    static void where(Where op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        BlockRuns at = blocks.runs(from);
        for (int first = from; first < to; at.next()) {
            int end = Math.min(to, at.end());
            for (int i = 0; i < end - first; i++) {
                y[first + i] = op.f(
                        x[0][at.start(0) + i * blocks.step(0)],
                        x[1][at.start(1) + i * blocks.step(1)],
                        x[2][at.start(2) + i * blocks.step(2)]);
            }
            first = end;
        }
    }
}
