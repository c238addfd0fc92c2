package dualflow.device.opencl.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.conformance.OpCase;
import dualflow.conformance.OpCases;
import dualflow.launch.Kernel;
import dualflow.launch.KernelFile;
import dualflow.launch.Target;
import dualflow.op.ArgMax;
import dualflow.op.Argsort;
import dualflow.op.Cholesky;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.CumulativeSum;
import dualflow.op.Determinant;
import dualflow.op.Gather;
import dualflow.op.IndexAdd;
import dualflow.op.IndexSelect;
import dualflow.op.LogDeterminant;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.SearchSorted;
import dualflow.op.SlidingWindows;
import dualflow.op.TriangularInverse;
import dualflow.op.TriangularMatMul;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is launched for each op, by every kind of device. */
class LoweringsTest {
    private static final long LOCAL_BYTES = 1 << 20;

    static Stream<OpCase> cases() {
        return OpCases.all().stream()
                .filter(c -> !c.op().isView() && c.op().shape(c.shapes()).size() > 0);
    }

    @Test
    void everyOpIsElementwiseOrHasALoweringOrIsLoweredByDefault() {
        Set<Class<?>> byDefault = new HashSet<>();
        Set<Class<?>> special = new HashSet<>();
        cases().map(OpCase::op).forEach(op -> {
            if (op instanceof ElementwiseOp elementwise) {
                assertThat(Lowerings.fuses(elementwise)).as(op.name()).isTrue();
                assertThat(Lowerings.special()).as(op.name()).doesNotContain(op.getClass());
            } else {
                (Lowerings.special().contains(op.getClass()) ? special : byDefault).add(op.getClass());
            }
        });
        assertThat(special).isEqualTo(Lowerings.special());
        assertThat(byDefault)
                .containsExactlyInAnyOrder(
                        Gather.class,
                        IndexSelect.class,
                        SearchSorted.class,
                        SlidingWindows.class,
                        TriangularMatMul.class);
    }

    /** The largest sizes whose loops a device finishes that ends them after 65,535 rounds; measured on one. */
    static Stream<Arguments> largest() {
        return Stream.of(
                Arguments.of(new Determinant(), 55),
                Arguments.of(new LogDeterminant(true), 55),
                Arguments.of(new Cholesky(), 70),
                Arguments.of(new TriangularInverse(), 359),
                Arguments.of(new MatrixSquareRoot(), 21));
    }

    @ParameterizedTest
    @MethodSource("largest")
    void whatADeviceWouldLeaveUnfinishedIsRefused(Op op, int d) {
        Target ending = new Target(false, LOCAL_BYTES, 8, 128, 65_535);
        Blocks next = Blocks.of(op, List.of(Shape.of(d + 1, d + 1)));
        assertThat(Lowerings.candidates(op, Blocks.of(op, List.of(Shape.of(d, d))), ending))
                .isNotEmpty();
        assertThatThrownBy(() -> Lowerings.candidates(op, next, ending))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("this device ends the loops of a work-item after 65535 rounds, and " + op.name()
                        + " of " + (d + 1) + "x" + (d + 1) + " matrices may need ")
                .hasMessageEndingWith(": choose --device host, or another device");
        assertThat(Lowerings.candidates(op, next, new Target(false, LOCAL_BYTES, 8, 128)))
                .isNotEmpty();
    }

    @Test
    void blocksThatADeviceWouldLeaveUnfinishedAreRefused() {
        Target ending = new Target(false, LOCAL_BYTES, 8, 128, 65_535);
        Op max = new ArgMax();
        Op add = new IndexAdd(2);
        assertThat(Lowerings.candidates(max, Blocks.of(max, List.of(Shape.of(65_534))), ending))
                .isNotEmpty();
        Blocks numbers = Blocks.of(max, List.of(Shape.of(65_535)));
        assertThatThrownBy(() -> Lowerings.candidates(max, numbers, ending))
                .isInstanceOf(DeviceException.class)
                .hasMessage(
                        "this device ends the loops of a work-item after 65535 rounds, and arg_max of 65535 numbers may"
                                + " need 65536: choose --device host, or another device");
        Blocks indices = Blocks.of(add, List.of(Shape.of(65_535, 1), Shape.of(65_535)));
        assertThatThrownBy(() -> Lowerings.candidates(add, indices, ending))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("index_add of 65535 indices may need 65536");
        // Sorting and cumulative sums need few rounds of many numbers.
        for (Op op : new Op[] {new Argsort(), new CumulativeSum(false)}) {
            assertThat(Lowerings.candidates(op, Blocks.of(op, List.of(Shape.of(1_000_000))), ending))
                    .isNotEmpty();
        }
    }

    /** Cores with less cache take smaller groups and panels, but not kernels that are twenty times slower. */
    @ParameterizedTest
    @ValueSource(longs = {192 << 10, 256 << 10, 512 << 10, 1 << 20, 4 << 20})
    void onCpusWinogradTakesWholeVectorsWhateverTheCache(long localBytes) {
        Target target = new Target(true, localBytes, 2, 128);
        for (int channels : new int[] {16, 64, 256}) {
            Shape images = Shape.of(16, 28, 28, channels);
            Op convolution = new WinogradConvolution(1);
            Op weights = new ConvolutionWeightsByWinograd(1);
            Kernel blocks = first(convolution, List.of(images, Shape.of(36, channels, channels)), target);
            Kernel panels = first(weights, List.of(images, images), target);
            assertThat(blocks.function()).endsWith("_blocks");
            assertThat(panels.function()).endsWith("_panels");
            assertThat(blocks.localBytes()).isBetween(64L << 10, localBytes);
            assertThat(panels.localBytes()).isBetween(64L << 10, localBytes);
        }
    }

    /** Nine tiles in two groups, which fit, though eight tiles would not. */
    @Test
    void fewTilesAreSharedOutBeforeTheyAreMeasured() {
        Target target = new Target(true, 100 << 10, 2, 128);
        Kernel blocks =
                first(new WinogradConvolution(1), List.of(Shape.of(1, 12, 12, 32), Shape.of(36, 32, 32)), target);
        assertThat(blocks.function()).endsWith("_blocks");
        assertThat(blocks.localBytes()).isLessThanOrEqualTo(target.localBytes());
    }

    private static Kernel first(Op op, List<Shape> shapes, Target target) {
        Candidate candidate =
                Lowerings.candidates(op, Blocks.of(op, shapes), target).get(0);
        return ((Stage.OfKernel) candidate.stages().get(0)).kernel();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stagesReadArgumentsAndEarlierResultsAndLaunchFunctionsOfTheirFiles(OpCase c) {
        Blocks blocks = Blocks.of(c.op(), c.shapes());
        for (boolean forCpus : new boolean[] {true, false}) {
            Target target = new Target(forCpus, LOCAL_BYTES, 8, 128);
            List<Candidate> candidates = Lowerings.candidates(c.op(), blocks, target);
            assertThat(candidates).isNotEmpty();
            candidates.forEach(candidate -> requireSense(candidate, c.op()));
            if (forCpus) {
                assertThat(candidates)
                        .allMatch(candidate -> candidate
                                .tiles()
                                .flatMap(Candidate.Tiles::tiling)
                                .isEmpty());
            } else {
                assertThat(candidates.get(candidates.size() - 1).tiles()).isEmpty();
            }
        }
    }

    private static void requireSense(Candidate candidate, Op op) {
        Set<Integer> read = new HashSet<>();
        for (int k = 0; k < candidate.stages().size(); k++) {
            Stage stage = candidate.stages().get(k);
            int known = op.arity() + k;
            assertThat(stage.inputs()).isNotEmpty().allMatch(value -> value >= 0 && value < known);
            read.addAll(stage.inputs());
            if (stage instanceof Stage.OfKernel of) {
                boolean isLast = k == candidate.stages().size() - 1;
                assertThat(of.kernel().items()).isGreaterThanOrEqualTo(isLast ? 1 : 0);
                if (of.kernel().program() instanceof KernelFile file) {
                    assertThat(KernelFile.exists(file.name())).as(file.name()).isTrue();
                }
            }
        }
        // Nothing is computed in vain.
        int values = op.arity() + candidate.stages().size() - 1;
        for (int value = 0; value < values; value++) {
            assertThat(read).contains(value);
        }
    }

    /** 4 (32 / 4 + 1 + 64 / 4) numbers of each of 16 terms: the arrays of {@code mat_mul_product.cl}, counted by hand. */
    @Test
    void aTilingKnowsItsLocalMemory() {
        Tiling tiling = new Tiling(32, 64, 16, 4, 4);
        assertThat(tiling.localBytes(DType.FLOAT32)).isEqualTo(16 * 100 * 4);
        assertThat(tiling.localBytes(DType.FLOAT64)).isEqualTo(16 * 100 * 8);
    }
}
