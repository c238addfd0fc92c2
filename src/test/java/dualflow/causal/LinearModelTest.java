package dualflow.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.TruncatedNormal;
import dualflow.device.host.HostDevice;
import dualflow.graph.Arrow;
import dualflow.graph.Dag;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearModelTest {
    private static final GoldenCsv GOLDEN = GoldenCsv.read("causal/structures");

    @ParameterizedTest
    @EnumSource
    void lawsMatchGolden(Structure structure) {
        GoldenCsv.Case golden = GOLDEN.at(structure.id());
        LinearModel model = structure.linear();
        double[][] s = model.covariance();
        int a = structure.column("X");
        int b = structure.column("Y");
        int k = structure.column("Z");
        assertThat(s).isDeepEqualTo(rounded(s, golden.matrix("covariance"), 1e-15));
        assertThat(LinearLaw.correlation(s, a, b)).hasValueCloseTo(golden.scalar("observed"), within(1e-15));
        assertThat(LinearLaw.correlation(LinearLaw.given(s, k), a, b))
                .hasValueCloseTo(golden.scalar("given"), within(2e-15));
        assertThat(LinearLaw.correlation(model.intervene("Z", 0).covariance(), a, b))
                .hasValueCloseTo(golden.scalar("do"), within(1e-15));
        double[] taus = golden.vector("taus");
        for (int i = 0; i < taus.length; i++) {
            assertThat(LinearLaw.correlation(LinearLaw.inSlab(s, k, taus[i] * Math.sqrt(s[k][k])), a, b))
                    .hasValueCloseTo(golden.vector("slabs")[i], within(1e-13));
            assertThat(TruncatedNormal.probability(taus[i])).isCloseTo(golden.vector("kept")[i], within(1e-15));
        }
    }

    /** The closed form cancels for small widths, where its series takes over. */
    @Test
    void remainingVarianceIsContinuousWhereTheSeriesTakesOver() {
        assertThat(TruncatedNormal.variance(0.05))
                .isCloseTo(TruncatedNormal.variance(Math.nextDown(0.05)), within(1e-14));
        assertThat(TruncatedNormal.variance(1e-3)).isCloseTo(1e-6 / 3, within(1e-13));
    }

    /** The issue of the paper's section 7.1, by hand: the partial correlation -1 / (1 + 1/4). */
    @Test
    void colliderGoesFromZeroToMinusFourFifths() {
        double[][] s = Structure.COLLIDER.linear().covariance();
        assertThat(LinearLaw.correlation(s, 0, 2)).hasValue(0);
        assertThat(LinearLaw.correlation(LinearLaw.given(s, 1), 0, 2)).hasValueCloseTo(-0.8, within(1e-15));
    }

    @Test
    void interventionSetsTheMeanOfWhatFollows() {
        LinearModel model = Structure.CHAIN.linear().intervene("Z", 2);
        assertThat(model.mean()).containsExactly(new double[] {0, 2, 1.2}, within(1e-15));
        assertThat(LinearLaw.correlation(model.covariance(), 0, 1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void counterfactualsAreThoseOfTheProgram(Structure structure) {
        LinearModel model = structure.linear();
        int d = structure.graph().nodes().size();
        double[] x = {0.3, -1.1, 0.7, 0.2, -0.6};
        double[] observed = Arrays.copyOf(x, d);
        try (Device device = new HostDevice()) {
            double[] program = model.structural()
                    .counterfactual(device.tensor(DType.FLOAT64, Shape.of(1, d), observed), "X", 1.5)
                    .value()
                    .toDoubles();
            assertThat(model.counterfactual(observed, "X", 1.5)).containsExactly(program, within(1e-14));
        }
    }

    @Test
    void refusesWhatIsNoModel() {
        Dag graph = Dag.parse("X -> Y");
        Map<String, Double> noise = Map.of("X", 1.0, "Y", 1.0);
        assertThatThrownBy(() -> LinearModel.of(graph, Map.of(), noise))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the graph is X -> Y");
        Map<Arrow, Double> weights = Map.of(new Arrow("X", "Y"), 1.0);
        assertThatThrownBy(() -> LinearModel.of(graph, weights, Map.of("X", 1.0, "Y", 0.0)))
                .hasMessage("the noise of Y has the standard deviation 0.0; it must be positive");
        assertThatThrownBy(() -> LinearModel.of(graph, Map.of(new Arrow("X", "Y"), Double.NaN), noise))
                .hasMessage("the number of X -> Y is NaN; give finite ones");
        assertThatThrownBy(() -> LinearModel.of(graph, weights, noise).counterfactual(new double[3], "X", 0))
                .hasMessage("3 values were observed of 2 variables");
    }

    /** The expected matrix, with the actual entries where they agree. */
    private static double[][] rounded(double[][] actual, double[][] expected, double tolerance) {
        double[][] merged = new double[expected.length][];
        for (int i = 0; i < merged.length; i++) {
            merged[i] = expected[i].clone();
            for (int j = 0; j < merged.length; j++) {
                if (Math.abs(actual[i][j] - expected[i][j]) <= tolerance) {
                    merged[i][j] = actual[i][j];
                }
            }
        }
        return merged;
    }
}
