package dualflow.device.host;

import dualflow.op.Where;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;

/**
 * The loops of elementwise ops in float32: along the last merged axis each argument has stride 1 or 0, so index arithmetic needs no
 * division. {@link ElementwiseLoopsDouble} is the same in float64.
 */
final class ElementwiseLoopsFloat {
    private ElementwiseLoopsFloat() {}

    static void unary(ElementwiseOp.Unary op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        float[] a = x[0];
        for (int i = from; i < to; i++) {
            y[i] = op.f(a[i]);
        }
    }

    static void binary(ElementwiseOp.Binary op, Blocks blocks, int from, int to, float[][] x, float[] y) {
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
                y[i] = op.f(a[aStart + (i - first) * aStep], b[bStart + (i - first) * bStep]);
            }
        }
    }

    static void where(Where op, Blocks blocks, int from, int to, float[][] x, float[] y) {
        int end;
        for (int first = from; first < to; first = end) {
            end = Math.min(to, blocks.runEnd(first));
            int aStart = blocks.start(0, first);
            int bStart = blocks.start(1, first);
            int cStart = blocks.start(2, first);
            for (int i = first; i < end; i++) {
                int at = i - first;
                y[i] = op.f(
                        x[0][aStart + at * blocks.step(0)],
                        x[1][bStart + at * blocks.step(1)],
                        x[2][cStart + at * blocks.step(2)]);
            }
        }
    }
}
