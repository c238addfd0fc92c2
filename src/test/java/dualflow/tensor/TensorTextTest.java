package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.device.meta.MetaDevice;
import dualflow.launch.Launcher;
import dualflow.op.Ops;
import dualflow.recording.RecordedFunction;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTextTest {
    private final HostDevice device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static DeviceTensor range(Device device, int... dims) {
        Shape shape = Shape.of(dims);
        return device.tensor(
                DType.FLOAT64,
                shape,
                IntStream.range(0, shape.size()).asDoubleStream().toArray());
    }

    @Test
    void aScalarIsItsNumber() {
        assertThat(device.scalar(DType.FLOAT64, 2.5)).hasToString("float64[] 2.5");
        assertThat(device.scalar(DType.FLOAT32, -3)).hasToString("float32[] -3.0");
    }

    @Test
    void aVectorIsOneLine() {
        assertThat(device.tensor(DType.FLOAT64, 1, -0.5, 1e-10)).hasToString("float64[3] [1.0, -0.5, 1.0e-10]");
    }

    @Test
    void theRowsOfAMatrixAreAligned() {
        assertThat(device.tensor(DType.FLOAT64, new double[][] {{1, -10.25}, {100, 3}}))
                .hasToString("float64[2, 2]\n[[   1.0, -10.25],\n [ 100.0,    3.0]]");
        assertThat(range(device, 1, 3)).hasToString("float64[1, 3] [[0.0, 1.0, 2.0]]");
    }

    @Test
    void aStackShowsItsMatrices() {
        assertThat(range(device, 2, 2, 2))
                .hasToString("float64[2, 2, 2]\n[[[0.0, 1.0],\n  [2.0, 3.0]],\n [[4.0, 5.0],\n  [6.0, 7.0]]]");
    }

    @Test
    void ofManyNumbersTheMiddleIsLeftOut() {
        assertThat(range(device, 100).toString()).endsWith("98.0, 99.0]").doesNotContain("...");
        assertThat(range(device, 101)).hasToString("float64[101] [0.0, 1.0, 2.0, ..., 98.0, 99.0, 100.0]");
        assertThat(range(device, 2, 60)).hasToString("""
                float64[2, 60]
                [[  0.0,   1.0,   2.0, ...,  57.0,  58.0,  59.0],
                 [ 60.0,  61.0,  62.0, ..., 117.0, 118.0, 119.0]]""");
        assertThat(range(device, 40, 3)).hasToString("""
                float64[40, 3]
                [[  0.0,   1.0,   2.0],
                 [  3.0,   4.0,   5.0],
                 [  6.0,   7.0,   8.0],
                 ...,
                 [111.0, 112.0, 113.0],
                 [114.0, 115.0, 116.0],
                 [117.0, 118.0, 119.0]]""");
    }

    @Test
    void numbersThatAreNotFiniteAndZerosShowAsInJava() {
        assertThat(device.tensor(
                        DType.FLOAT64, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0))
                .hasToString("float64[5] [NaN, Infinity, -Infinity, 0.0, -0.0]");
    }

    @Test
    void aNumberShowsTheDigitsThatItsFormatHas() {
        assertThat(device.tensor(DType.FLOAT64, 0.1, 1.0 / 3, Math.PI))
                .hasToString("float64[3] [0.1, 0.33333333, 3.1415927]");
        assertThat(device.tensor(DType.FLOAT32, 0.1, 1.0 / 3, Math.PI))
                .hasToString("float32[3] [0.1, 0.3333333, 3.141593]");
    }

    @ParameterizedTest
    @CsvSource({
        "12345678, 1.2345678E7, 12345678.0",
        "123456789, 1.23456789E8, 1.2345679e8",
        "0.0001, 1e-4, 0.0001",
        "0.00001, 1e-5, 1.0e-5",
        "99999999.9, 99999999.9, 1.0e8",
        "4.9e-324, 4.9e-324, 4.9406565e-324",
        "1.7976931348623157e308, 1.7976931348623157e308, 1.7976931e308"
    })
    void aNumberOfManyPlacesHasAnExponent(double x, double same, String text) {
        assertThat(x).isEqualTo(same);
        assertThat(TensorText.number(x, 8)).isEqualTo(text);
    }

    @Test
    void noNumbersAreEmptyBrackets() {
        assertThat(device.tensor(DType.FLOAT64)).hasToString("float64[0] []");
        assertThat(range(device, 2, 0)).hasToString("float64[2, 0] []");
        assertThat(range(device, 0, 3)).hasToString("float64[0, 3] []");
    }

    @Test
    void whatWasReleasedOrClosedSaysSo() {
        DeviceTensor x = device.tensor(DType.FLOAT64, 1, 2);
        x.release();
        assertThat(x).hasToString("float64[2] (released)");
        Device other = new HostDevice();
        DeviceTensor y = other.tensor(DType.FLOAT32, 1);
        other.close();
        assertThat(y).hasToString("float32[1] (released)");
    }

    @Test
    void aDeviceOfShapesAloneHasNoNumbers() {
        try (Device meta = new MetaDevice(1 << 20)) {
            assertThat(meta.tensor(DType.FLOAT64, 1, 2)).hasToString("float64[2] (without numbers, on meta)");
        }
    }

    @Test
    void aValueThatLeakedFromItsTransformationSaysSo() {
        Tensor x = device.scalar(DType.FLOAT64, 3);
        Tensor[] leaked = new Tensor[1];
        Autodiff.jvp(a -> leaked[0] = a, x, device.scalar(DType.FLOAT64, 1));
        assertThat(leaked[0])
                .hasToString("dual of an ended transformation(primal = float64[] 3.0, tangent = float64[] 1.0)");
    }

    @Test
    void whereMemoryIsFullTheReasonStandsInPlaceOfTheNumbers() {
        try (Device small = new HostDevice(808)) {
            assertThat(range(small, 101).toString())
                    .startsWith("float64[101] (its numbers cannot be read: ")
                    .endsWith(")");
        }
    }

    @Test
    void aDualNumberShowsPrimalAndTangent() {
        List<String> seen = new ArrayList<>();
        Tensor x = device.scalar(DType.FLOAT64, 3);
        Tensor v = device.scalar(DType.FLOAT64, 1);
        Autodiff.jvp(
                a -> {
                    Autodiff.jvp(b -> note(seen, Ops.multiply(a, b)), x, v);
                    return note(seen, Ops.multiply(a, a));
                },
                x,
                v);
        assertThat(seen)
                .containsExactly(
                        "dual(primal = dual(primal = float64[] 9.0, tangent = float64[] 3.0), "
                                + "tangent = dual(primal = float64[] 3.0, tangent = float64[] 1.0))",
                        "dual(primal = float64[] 9.0, tangent = float64[] 6.0)");
    }

    @Test
    void partsOfSeveralLinesAreIndented() {
        List<String> seen = new ArrayList<>();
        Tensor x = range(device, 2, 2);
        Autodiff.jvp(a -> note(seen, a), x, x);
        assertThat(seen).containsExactly("""
                dual(
                  primal = float64[2, 2]
                  [[0.0, 1.0],
                   [2.0, 3.0]],
                  tangent = float64[2, 2]
                  [[0.0, 1.0],
                   [2.0, 3.0]]
                )""");
    }

    @Test
    void aMappedValueShowsWhatItIsAndAllOfIt() {
        List<String> seen = new ArrayList<>();
        Autodiff.vmap(a -> note(seen, a), range(device, 3, 1));
        assertThat(seen).containsExactly("""
                mapped(
                  each = float64[1],
                  all = float64[3, 1]
                  [[0.0],
                   [1.0],
                   [2.0]]
                )""");
    }

    @Test
    void aRecordedTangentSaysThatItHasNoNumbers() {
        List<String> seen = new ArrayList<>();
        Autodiff.linearize(a -> note(seen, Ops.sin(a)), device.tensor(DType.FLOAT64, 1, 2));
        assertThat(seen)
                .containsExactly("dual(primal = float64[2] [0.84147098, 0.90929743], "
                        + "tangent = a recorded tangent float64[2], without numbers)");
    }

    @Test
    void aRecordedValueSaysThatItHasNoNumbers() {
        for (Device other : TestDevices.all()) {
            List<String> seen = new ArrayList<>();
            try (other;
                    Arena arena = other.arena();
                    RecordedFunction recorded =
                            new RecordedFunction(in -> List.of(note(seen, Ops.sin(in.get(0)))), arena)) {
                recorded.apply(List.of(other.tensor(DType.FLOAT32, 1, 2)));
                assertThat(seen)
                        .containsExactly(
                                Launcher.of(other).isPresent()
                                        ? "a recorded value float32[2], without numbers"
                                        : "float32[2] [0.841471, 0.9092974]");
            }
        }
    }

    private static Tensor note(List<String> seen, Tensor x) {
        seen.add(x.toString());
        return x;
    }

    @Test
    void everyDeviceShowsTheSameText() {
        String host = range(device, 30, 20).toString();
        for (Device other : TestDevices.all()) {
            try (other) {
                if (other.supports(DType.FLOAT64)) {
                    assertThat(range(other, 30, 20)).hasToString(host);
                }
            }
        }
    }

    @Test
    void printingKeepsNoMemory() {
        DeviceTensor x = range(device, 1000);
        long before = device.account().live();
        assertThat(x.toString()).contains("...");
        assertThat(device.account().live()).isEqualTo(before);
    }
}
