package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Figure6Test {
    private static List<Figure6.Point> points;

    @BeforeAll
    static void compute() {
        try (Device device = new HostDevice()) {
            points = Figure6.compute(device, 42069).points();
        }
    }

    private static List<Figure6.Point> curve(String flow, DType dtype) {
        return points.stream()
                .filter(p -> p.flow().equals(flow) && p.dtype() == dtype)
                .toList();
    }

    private static double error(String flow, DType dtype, double epsilon) {
        return curve(flow, dtype).stream()
                .filter(p -> Math.abs(p.epsilon() / epsilon - 1) < 1e-9)
                .findFirst()
                .orElseThrow()
                .relativeError();
    }

    @Test
    void curvedFlowGivesAV() {
        for (DType dtype : DType.values()) {
            List<Figure6.Point> curve = curve("mixture", dtype);
            Figure6.Point best = curve.stream()
                    .min(Comparator.comparingDouble(Figure6.Point::relativeError))
                    .orElseThrow();
            assertThat(best.epsilon())
                    .isBetween(dtype == DType.FLOAT32 ? 1e-4 : 1e-9, dtype == DType.FLOAT32 ? 1e-2 : 1e-6);
            assertThat(curve.get(0).relativeError()).isGreaterThan(1000 * best.relativeError());
            assertThat(curve.get(curve.size() - 1).relativeError()).isGreaterThan(100 * best.relativeError());
        }
    }

    @Test
    void curvatureGrowsWithEpsilon() {
        double rise = error("mixture", DType.FLOAT64, 1e-3) / error("mixture", DType.FLOAT64, 1e-5);
        assertThat(rise).isCloseTo(100, within(5.0));
    }

    @Test
    void linearFlowHasRoundOffAlone() {
        double fall = error("linear", DType.FLOAT64, 1e-10) / error("linear", DType.FLOAT64, 1e-2);
        assertThat(fall).isBetween(1e7, 1e9);
        assertThat(error("linear", DType.FLOAT64, 1)).isLessThan(1e-12);
        assertThat(error("linear", DType.FLOAT32, 1e-6)).isGreaterThan(0.3);
        assertThat(error("linear", DType.FLOAT32, 1e-1)).isLessThan(1e-3);
    }

    @Test
    void publishedScalingIsFlatAndMeasuresTheProductItself() {
        assertThat(curve("mixture", DType.FLOAT64).subList(0, 19)) // up to epsilon = 1e-3
                .allSatisfy(p -> assertThat(p.publishedMeanAbsoluteError())
                        .isCloseTo(p.meanAbsoluteProduct(), within(2e-3 * p.meanAbsoluteProduct())));
    }

    @Test
    void errorsAreAVOrNot() {
        assertThat(Figure6.isV(1, 1e-3, 1e-6, 1e-4)).isTrue();
        assertThat(Figure6.isV(1, 1e-3, 1e-6, 1e-6)).isFalse();
        assertThat(Figure6.isV(1e-6, 1e-3, 1)).isFalse();
    }
}
