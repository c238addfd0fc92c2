package dualflow.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.testing.GoldenCsv;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DigitShapingTest {
    static List<GoldenCsv.Case> pictures() {
        return GoldenCsv.read("digits/shaping").cases();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void agreesWithScikitImage(GoldenCsv.Case golden) {
        int[] shape = golden.shape("image");
        double[] image = golden.values("image");
        EnlargedDigit digit = EnlargedDigit.of(image, shape[0], shape[1], 16);
        assertThat(new MedialAxis(digit.ink(), digit.height(), digit.width()).thickness() / 16)
                .isCloseTo(golden.scalar("measured"), within(1e-12));
        byte[] shaped = new DigitShaping(shape[0], shape[1])
                .shape(
                        MorphometryTest.bytes(image),
                        Map.of(
                                DigitVariable.THICKNESS,
                                golden.scalar("thickness"),
                                DigitVariable.INTENSITY,
                                golden.scalar("intensity")))
                .orElseThrow();
        double[] expected = golden.values("pixels");
        for (int i = 0; i < shaped.length; i++) {
            // Rounded to bytes.
            assertThat(shaped[i] & 255).isCloseTo((int) Math.rint(expected[i]), within(1));
            assertThat((double) (shaped[i] & 255)).isCloseTo(expected[i], within(0.5 + 1e-6));
        }
    }

    @Test
    void aDotErodedToASpeckVanishes() {
        byte[] dot = new byte[12 * 12];
        for (int i : new int[] {65, 66, 77, 78}) {
            dot[i] = (byte) 255;
        }
        DigitShaping shaping = new DigitShaping(12, 12);
        assertThat(shaping.shape(dot, Map.of(DigitVariable.THICKNESS, 1.5, DigitVariable.INTENSITY, 100.0)))
                .isPresent();
        assertThat(shaping.shape(dot, Map.of(DigitVariable.THICKNESS, 0.01, DigitVariable.INTENSITY, 100.0)))
                .isEmpty();
    }

    @Test
    void withoutInkThereIsNothingToShape() {
        assertThat(new DigitShaping(4, 4)
                        .shape(new byte[16], Map.of(DigitVariable.THICKNESS, 2.0, DigitVariable.INTENSITY, 100.0)))
                .isEmpty();
    }
}
