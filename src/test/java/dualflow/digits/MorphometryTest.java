package dualflow.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.data.Idx;
import dualflow.data.IdxImages;
import dualflow.testing.GoldenCsv;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MorphometryTest {
    /** Three of scikit-image's seeds differ by more than that: ties of the medial axis are broken at random there. */
    private static final double THICKNESS_BEYOND = 0.01;

    private static final double LENGTH_BEYOND = 0.03;

    static List<GoldenCsv.Case> pictures() {
        return GoldenCsv.read("digits/morphometry").cases();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void agreesWithScikitImage(GoldenCsv.Case golden) {
        int[] shape = golden.shape("image");
        assertAgrees(
                golden,
                Morphometry.of(bytes(golden.values("image")), shape[0], shape[1])
                        .orElseThrow());
    }

    @Test
    void agreesWithScikitImageOnMnist() {
        String data = System.getenv("DUALFLOW_DATA");
        assumeTrue(
                data != null,
                "DUALFLOW_DATA is unset: name the folder that holds mnist/t10k-images-idx3-ubyte.gz to run this test.");
        IdxImages images = Idx.readImages(Path.of(data, "mnist", "t10k-images-idx3-ubyte.gz"));
        List<GoldenCsv.Case> cases = GoldenCsv.read("digits/mnist").cases();
        assertThat(cases).hasSize(200);
        for (GoldenCsv.Case golden : cases) {
            assertAgrees(
                    golden,
                    Morphometry.of(images, Integer.parseInt(golden.name())).orElseThrow());
        }
    }

    private static void assertAgrees(GoldenCsv.Case golden, Morphometry measures) {
        assertThat(measures.area()).as("area of " + golden).isCloseTo(golden.scalar("area"), within(1e-6));
        assertThat(measures.slant()).as("slant of " + golden).isCloseTo(golden.scalar("slant"), within(1e-6));
        assertThat(measures.width()).as("width of " + golden).isCloseTo(golden.scalar("width"), within(1e-6));
        assertThat(measures.height()).as("height of " + golden).isCloseTo(golden.scalar("height"), within(1e-6));
        assertThat(measures.intensity()).as("intensity of " + golden).isEqualTo(golden.scalar("intensity"));
        assertInRange(measures.thickness(), golden, "thickness", THICKNESS_BEYOND);
        assertInRange(measures.length(), golden, "length", LENGTH_BEYOND);
    }

    private static void assertInRange(double measured, GoldenCsv.Case golden, String quantity, double beyond) {
        double[] range = golden.vector(quantity);
        assertThat(measured).as(quantity + " of " + golden).isBetween(range[0] * (1 - beyond), range[1] * (1 + beyond));
    }

    @Test
    void enlargedBytesAreThoseOfScikitImage() {
        GoldenCsv.Case golden = GoldenCsv.read("digits/morphometry").at("noise");
        int[] grey = EnlargedDigit.of(golden.values("image"), 6, 7, 4).grey();
        assertThat(grey).containsExactly(ints(golden.values("grey")));
    }

    /** Of a bar three pixels wide and twenty long the measures are known but for the rounding of its corners by the blur. */
    @Test
    void aBarHasItsSize() {
        byte[] bar = new byte[28 * 28];
        for (int y = 4; y < 24; y++) {
            for (int x = 12; x < 15; x++) {
                bar[y * 28 + x] = (byte) 180;
            }
        }
        Morphometry measures = Morphometry.of(bar, 28, 28).orElseThrow();
        assertThat(measures.thickness()).isCloseTo(3, within(0.2));
        assertThat(measures.area()).isCloseTo(60, within(1.5));
        assertThat(measures.height()).isCloseTo(20, within(0.5));
        assertThat(measures.slant()).isCloseTo(0, within(1e-12));
        assertThat(measures.intensity()).isEqualTo(180);
    }

    @Test
    void aDigitThatLeansToTheRightHasAPositiveSlant() {
        byte[] line = new byte[28 * 28];
        for (int y = 5; y < 23; y++) {
            for (int x = 0; x < 3; x++) {
                line[y * 28 + 19 - y / 2 + x] = (byte) 255;
            }
        }
        assertThat(Morphometry.of(line, 28, 28).orElseThrow().slant()).isCloseTo(Math.atan(0.5), within(0.02));
    }

    @Test
    void numbersAreMeasuredAsTheirBytes() {
        GoldenCsv.Case golden = GoldenCsv.read("digits/morphometry").at("usual");
        byte[] bytes = bytes(golden.values("image"));
        double[] numbers = new double[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            numbers[i] = (bytes[i] & 255) / 255.0;
        }
        assertThat(Morphometry.of(numbers, 28, 28)).isEqualTo(Morphometry.of(bytes, 28, 28));
        numbers[0] = -0.25; // outside [0, 1], as flows make them
        assertThat(Morphometry.of(numbers, 28, 28)).isEqualTo(Morphometry.of(bytes, 28, 28));
    }

    @Test
    void withoutInkThereAreNoMeasures() {
        assertThat(Morphometry.of(new byte[28 * 28], 28, 28)).isEmpty();
        byte[] faint = new byte[28 * 28];
        faint[400] = 1; // enlarged, it is less than one of 255 levels
        assertThat(Morphometry.of(faint, 28, 28)).isEmpty();
    }

    @Test
    void refusesWhatIsNoImage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Morphometry.of(new byte[27], 1, 27))
                .withMessageContaining("two or more rows and columns");
        assertThatIllegalArgumentException().isThrownBy(() -> Morphometry.of(new byte[27], 5, 5));
        double[] numbers = new double[16];
        numbers[6] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Morphometry.of(numbers, 4, 4))
                .withMessageContaining("row 1 and column 2 is not a number");
    }

    static byte[] bytes(double[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static int[] ints(double[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }
}
