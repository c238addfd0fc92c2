package dualflow.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.TruncatedNormal;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownWorldTest {
    private static final GoldenCsv GOLDEN = GoldenCsv.read("causal/structures");

    /** What must hold of the linear world: every row within four standard errors of its limit, which is its truth. */
    @Test
    void linearWorldIsExactToFourStandardErrors() {
        CausalTest test = run(new LinearWorld(), 20_000, Structure.values());
        assertThat(test.largestError().orElseThrow()).isLessThan(4);
        assertThat(test.rows()).allSatisfy(row -> {
            if (row.treatment() == Treatment.DO_DIRECTION
                    || row.treatment() == Treatment.OBSERVED
                    || row.treatment() == Treatment.INTERVENTION) {
                assertThat(row.limit()).hasValueCloseTo(row.truth().orElseThrow(), within(1e-14));
                assertThat(row.standardErrors()).isPresent();
            }
            if (row.treatment() == Treatment.SLAB) {
                double kept = TruncatedNormal.probability(row.threshold().orElseThrow());
                assertThat(row.kept()).isCloseTo(kept, within(4 * Math.sqrt(kept * (1 - kept) / 20_000)));
            }
            if (row.treatment() == Treatment.ROW_NORM) {
                // In a linear flow the norm is the same everywhere: all or none.
                assertThat(row.kept()).isEqualTo(row.threshold().orElseThrow() > 1 ? 1 : 0);
                assertThat(row.estimate().isPresent()).isEqualTo(row.kept() == 1);
            }
        });
        assertThat(value(test, Structure.COLLIDER, Treatment.OBSERVED)).isCloseTo(0, within(0.03));
        assertThat(value(test, Structure.COLLIDER, Treatment.DO_DIRECTION)).isCloseTo(-0.8, within(0.02));
        assertThat(test.patterns())
                .contains("fork, chain: the ends are correlated before conditioning on Z and uncorrelated after it;"
                        + " conditioning cannot tell these apart");
        assertThat(test.doDirections())
                .containsExactly(
                        "A do-direction gives what the narrowest slab (conditioning) gives in fork, chain, mediator,"
                                + " collider, m-structure, instrument, and another correlation in none",
                        "A do-direction gives what the true do(Z) gives in fork, chain, and another correlation in mediator,"
                                + " collider, m-structure, instrument");
    }

    @ParameterizedTest
    @EnumSource
    void nonlinearWorldMatchesGolden(Structure structure) {
        GoldenCsv.Case golden = GOLDEN.at(structure.id());
        NonlinearWorld world = new NonlinearWorld();
        assertThat(world.observed(structure)).hasValueCloseTo(golden.scalar("nonlinear_observed"), within(1e-7));
        assertThat(world.intervened(structure)).hasValueCloseTo(golden.scalar("nonlinear_do"), within(1e-7));
        assertThat(world.given(structure)).hasValueCloseTo(golden.scalar("nonlinear_given"), within(1e-7));
        JacobianLaw law = world.law(structure);
        int a = structure.column("X");
        int b = structure.column("Y");
        int k = structure.column("Z");
        assertThat(law.rms(k)).isCloseTo(golden.scalar("nonlinear_rms"), within(1e-7));
        assertThat(law.observed(a, b)).hasValueCloseTo(golden.scalar("nonlinear_jvp"), within(1e-7));
        assertThat(law.held(a, b, k)).hasValueCloseTo(golden.scalar("nonlinear_held"), within(1e-7));
        assertThat(law.inSlab(a, b, k, 1e-4)).hasValueCloseTo(golden.scalar("nonlinear_thin_slab"), within(1e-7));
    }

    @Test
    void nonlinearWorldMeetsItsLimits() {
        CausalTest test = run(new NonlinearWorld(), 10_000, Structure.FORK, Structure.CHAIN, Structure.COLLIDER);
        assertThat(test.largestError().orElseThrow()).isLessThan(4.5);
    }

    @Test
    void refusesThresholdsThatAreNotPositive() {
        assertThatThrownBy(() -> new TestSettings(null, DType.FLOAT64, 10, 1, List.of(0.0)))
                .hasMessage("a threshold tau must be positive and finite, got 0.0");
        assertThatThrownBy(() -> new TestSettings(null, DType.FLOAT64, 1, 1, List.of(1.0)))
                .hasMessage("a correlation needs two samples or more, got 1");
    }

    private static double value(CausalTest test, Structure structure, Treatment treatment) {
        return test.row(structure, treatment)
                .orElseThrow()
                .estimate()
                .orElseThrow()
                .value();
    }

    private static CausalTest run(World world, int samples, Structure... structures) {
        try (Device device = new HostDevice()) {
            TestSettings settings = new TestSettings(device, DType.FLOAT64, samples, 42, TestSettings.SWEEP);
            List<CausalRow> rows = new ArrayList<>();
            long[] done = new long[1];
            for (Structure structure : structures) {
                rows.addAll(world.test(structure, settings, at -> done[0] = at));
                assertThat(done[0]).isEqualTo((long) world.passes() * samples);
            }
            return new CausalTest(rows);
        }
    }
}
