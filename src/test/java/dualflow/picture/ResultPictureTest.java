package dualflow.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.evaluation.LossExcess;
import dualflow.experiment.Figure2;
import dualflow.experiment.Figure5;
import dualflow.experiment.Figure6;
import dualflow.experiment.Table4;
import dualflow.figure.Drawing;
import dualflow.figure.Format;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What pictures of results say and show, as their SVG has it. */
class ResultPictureTest {
    private static String svg(Drawing drawing) {
        assertThat(Format.PDF.lacking(drawing)).as("characters that PDF lacks").isEmpty();
        return new String(Format.SVG.encode(drawing), StandardCharsets.UTF_8);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void table4HasBothColumns() {
        try (Device device = new HostDevice()) {
            assertThat(svg(Table4Picture.draw(Table4.compute(device))))
                    .contains("Numerical against analytical Jacobian", "Jacobian against the one under intervention")
                    .contains(
                            ">as printed<",
                            ">exact, float64<",
                            ">exact, mean of the A_k<",
                            ">t<",
                            ">mean Frobenius norm<");
        }
    }

    @Test
    void figure6NamesBothScalings() {
        List<Figure6.Point> points = List.of(
                new Figure6.Point("linear", DType.FLOAT32, 1e-3, 0.5, 0, 1, 1),
                new Figure6.Point("linear", DType.FLOAT32, 1e-2, 0.1, 0, 1, 1));
        assertThat(svg(Figure6Picture.draw(new Figure6(points))))
                .contains(">Divided by ε: |difference − J u| / |J u|<", ">Published scaling: |difference − ε J u|<")
                .contains(">linear, float32<", ">ε<", "#dddddd"); // the grid
    }

    @Test
    void figure2NamesItsEllipses() {
        try (Device device = new HostDevice()) {
            assertThat(svg(Figure2Picture.draw(Figure2.compute(device, DType.FLOAT64, 10, 1, done -> {}))))
                    .contains(">Figure 2: ", ">component 1: mean and 2σ ellipse<", "(x − m_k)ᵀ S_k⁻¹ (x − m_k) = 4.<");
        }
    }

    @Test
    void heatMapsHaveABarAndSayWhatHasNoValue() {
        List<List<OptionalDouble>> rows = List.of(
                List.of(OptionalDouble.of(1), OptionalDouble.empty()),
                List.of(OptionalDouble.empty(), OptionalDouble.of(-1)));
        Figure5 known = new Figure5(List.of("A", "B"), List.of(new Figure5.Matrix("phi", "phi", rows)));
        String svg = svg(HeatMaps.draw("Labels", known));
        assertThat(svg).contains(">Labels<", ">A<", ">B<", ">correlation<", ">none<", ">−1<");
        assertThat(count(svg, "<image")).isEqualTo(2);
        String regions = svg(CorrelationMaps.draw(
                new Double[][] {{1.0, 0.5}, {0.5, 1.0}}, new Double[][] {{1.0, null}, {null, 1.0}}));
        assertThat(regions).contains("their difference", ">difference<", ">none<");
        assertThat(count(regions, "<image")).isEqualTo(5);
    }

    @Test
    void derivativesHaveABarWhichEndsAtTheLargest() {
        double[] image = IntStream.range(0, 16).mapToDouble(i -> i / 16.0).toArray();
        double[] derivative =
                IntStream.range(0, 16).mapToDouble(i -> 0.02 * (i - 8)).toArray();
        assertThat(svg(DerivativeImage.draw(image, derivative, Shape.of(4, 4, 1))))
                .contains(">the image<", ">its derivative<", ">change of a pixel<", ">0.1<", ">−0.1<");
    }

    @Test
    void lossesShowBatchesTheLeastAndTheExcess() {
        double[] losses =
                IntStream.range(0, 500).mapToDouble(i -> 1.5 + 1.0 / (i + 1)).toArray();
        List<LossExcess> excess = List.of(new LossExcess(1, 0.4, 0.01), new LossExcess(500, 0.002, 0.0001));
        String svg = svg(LossPicture.draw(
                List.of(new LossPicture.Training("velocity", losses, OptionalDouble.of(1.5), excess))));
        assertThat(svg)
                .contains(">each batch<", ">velocity, mean of 10<", ">least there is<", ">velocity, 95 % interval<")
                .contains(">Population loss above the least there is<", "stroke-opacity=\"0.3\"");
        assertThat(svg(LossPicture.draw(new double[2500]))).contains(">one batch in 3<");
        assertThat(svg(LossPicture.draw(losses))).contains(">loss, mean of 10<").doesNotContain("Population");
        assertThat(svg(LossPicture.draw(new double[] {1}))).contains(">loss<");
    }
}
