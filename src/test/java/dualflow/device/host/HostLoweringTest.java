package dualflow.device.host;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.op.ConvolutionByWinograd;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The host's own loops give the bits of those that define the ops, however their items are shared out. */
class HostLoweringTest {
    private static final int UNTOUCHED = 12345;

    /** Tiles of several images in one group, groups of full and of partial size, and an odd number of rows. */
    private static final OpCase[] SEVERAL_GROUPS = {
        OpCase.of(new WinogradConvolution(1), Shape.of(2, 3, 13, 9, 21), Shape.of(2, 36, 21, 18)),
        OpCase.of(new WinogradConvolution(0), Shape.of(2, 5, 34, 33, 3), Shape.of(36, 3, 16)),
        OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(2, 3, 13, 9, 21), Shape.of(3, 3, 21, 18)),
        OpCase.of(new ConvolutionByWinograd(1, true), Shape.of(1, 37, 33, 5), Shape.of(2, 3, 3, 5, 16))
    };

    static Stream<OpCase> cases() {
        return Stream.concat(OpCases.all().stream(), Stream.of(SEVERAL_GROUPS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void loweringEqualsDefinition(OpCase c) {
        Blocks blocks = Blocks.of(c.op(), c.shapes());
        int items = c.op().hostItems(blocks);
        for (List<double[]> numbers : List.of(c.usual(), c.special())) {
            double[][] x = numbers.toArray(double[][]::new);
            double[] y = untouched(blocks);
            c.op().host(blocks, 0, items, x, y);
            float[][] floats = numbers.stream().map(HostLoweringTest::floats).toArray(float[][]::new);
            float[] yOfFloats = floats(untouched(blocks));
            c.op().host(blocks, 0, items, floats, yOfFloats);
            for (int ranges : new int[] {1, 3}) {
                assertThat(lowered(c, blocks, ranges, x)).containsExactly(y);
                assertThat(lowered(c, blocks, ranges, floats)).containsExactly(yOfFloats);
            }
        }
    }

    private static double[] lowered(OpCase c, Blocks blocks, int ranges, double[][] x) {
        HostLowering<Op> lowering = HostLowering.of(c.op());
        int items = lowering.items().applyAsInt(c.op(), blocks);
        double[] y = untouched(blocks);
        for (int i = 0; i < ranges; i++) {
            lowering.doubles().run(c.op(), blocks, items * i / ranges, items * (i + 1) / ranges, x, y);
        }
        return y;
    }

    private static float[] lowered(OpCase c, Blocks blocks, int ranges, float[][] x) {
        HostLowering<Op> lowering = HostLowering.of(c.op());
        int items = lowering.items().applyAsInt(c.op(), blocks);
        float[] y = floats(untouched(blocks));
        for (int i = 0; i < ranges; i++) {
            lowering.floats().run(c.op(), blocks, items * i / ranges, items * (i + 1) / ranges, x, y);
        }
        return y;
    }

    private static double[] untouched(Blocks blocks) {
        double[] y = new double[blocks.shape().size()];
        Arrays.fill(y, UNTOUCHED);
        return y;
    }

    private static float[] floats(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return floats;
    }
}
