package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.GaussianDependence;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DependenceSumsTest {
    private static final Device DEVICE = new HostDevice();

    /** A fork: C = u1, X = 2 C + u2, Y = 1.5 C + u3. */
    private static final double[][] COVARIANCE = {{1, 2, 1.5}, {2, 5, 3}, {1.5, 3, 3.25}};

    @AfterAll
    static void closeDevice() {
        DEVICE.close();
    }

    private static Tensor fork(Tensor x) {
        return Ops.matmul(x, DEVICE.tensor(DType.FLOAT64, Shape.of(3, 3), 1, 2, 1.5, 0, 1, 0, 0, 0, 1));
    }

    private static JvpEstimator estimator(UnaryOperator<Tensor> map) {
        return new JvpEstimator(map, 3, 11).withDifferences(1e-2).withRowNorms(0);
    }

    private static DependenceSums sums(List<Double> thresholds, int replicates) {
        return new DependenceSums(3, Set.of(), 0, thresholds, replicates, 11);
    }

    @Test
    void theSweepOfALinearModelMeetsItsTheory() {
        DependenceSums sums = sums(List.of(0.1, 0.5, 1.0, 2.0), 0);
        estimator(DependenceSumsTest::fork).withLargestChunk(4096).run(DEVICE, DType.FLOAT64, 0, 30_000, sums::add);
        sums.finish();
        ConditionSweep sweep = sums.sweep().orElseThrow();
        assertThat(sweep.isNormConstant(DType.FLOAT64.ulp())).isTrue();
        assertThat(sweep.scale(ConditionSweep.Reading.ROW_NORM)).isCloseTo(1, within(1e-14));
        assertThat(sweep.rows()).hasSize(3 * 4 + 1);
        int met = 0;
        for (ConditionSweep.Row row : sweep.rows()) {
            SecondMoment kept = row.selection().moment();
            double tau = row.selection().condition().orElseThrow().threshold();
            switch (row.reading()) {
                case PRODUCT -> {
                    double fraction = Erf.erf(tau / Math.sqrt(2));
                    assertThat(kept.keptFraction())
                            .isCloseTo(fraction, within(4 * Math.sqrt(fraction * (1 - fraction) / 30_000)));
                    double truth =
                            GaussianDependence.correlation(GaussianDependence.slabCovariance(COVARIANCE, 0, tau))[1][2];
                    Estimate r = kept.correlation().uncentred(1, 2).orElseThrow();
                    assertThat(r.value()).isCloseTo(truth, within(4 * r.standardError()));
                    met += r.covers(truth) ? 1 : 0;
                }
                // A coordinate of a unit vector in three dimensions is uniform in [-1, 1].
                case DIFFERENCE -> assertThat(kept.keptFraction()).isCloseTo(Math.min(1, tau / 1e-2), within(0.012));
                default -> {
                    assertThat(kept.keptFraction()).isEqualTo(tau > 1 + 1e-12 ? 1 : 0);
                    assertThat(kept.correlation().uncentred(1, 2).isPresent()).isEqualTo(tau > 1 + 1e-12);
                }
            }
        }
        assertThat(met).isGreaterThanOrEqualTo(3);
        assertThat(sweep.rows().stream().filter(ConditionSweep.Row::isPublished))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.selection().condition().orElseThrow()).isEqualTo(new DifferenceSlab(0, 1e-4)));
    }

    @Test
    void aRunThatGoesOnHasTheBitsOfAnUnbrokenOne() {
        UnaryOperator<Tensor> curved = x -> Ops.tanh(fork(x));
        DependenceSums whole = sums(List.of(0.3, 1.0), 50);
        estimator(curved).withLargestChunk(64).run(DEVICE, DType.FLOAT64, 0, 400, whole::add);
        whole.finish();
        DependenceSums before = sums(List.of(0.3, 1.0), 50);
        List<Boolean> savable = new ArrayList<>();
        estimator(curved).withLargestChunk(45).run(DEVICE, DType.FLOAT64, 0, 151, chunk -> {
            before.add(chunk);
            savable.add(before.canBeSaved());
        });
        assertThat(savable.get(0)).isFalse();
        assertThat(savable.get(savable.size() - 1)).isTrue();
        DependenceSums after = sums(List.of(0.3, 1.0), 50);
        after.restore(before.state());
        assertThat(after.samples()).isEqualTo(151);
        estimator(curved).run(DEVICE, DType.FLOAT64, 151, 249, after::add);
        after.finish();
        assertThat(after.state()).isEqualTo(whole.state());
        assertThat(after.all().bootstrap().orElseThrow().uncentred(0, 1))
                .isPresent()
                .isEqualTo(whole.all().bootstrap().orElseThrow().uncentred(0, 1));
        assertThat(before.state()).hasSameSizeAs(whole.state()); // whatever the number of samples
        assertThatThrownBy(() -> sums(List.of(0.3), 50).restore(whole.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too many");
        assertThatThrownBy(() -> sums(List.of(0.3, 1.0, 2.0), 50).restore(whole.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few");
    }

    @Test
    void fewSamplesSetTheirOwnUnits() {
        DependenceSums sums = sums(List.of(0.5), 0);
        estimator(DependenceSumsTest::fork).run(DEVICE, DType.FLOAT64, 0, 20, sums::add);
        assertThatThrownBy(sums::state).isInstanceOf(IllegalStateException.class);
        sums.finish();
        ConditionSweep sweep = sums.sweep().orElseThrow();
        double s = sums.all().moment().matrix()[0][0];
        assertThat(sweep.scale(ConditionSweep.Reading.PRODUCT)).isCloseTo(Math.sqrt(s), within(1e-14));
        assertThat(sweep.rows().get(0).selection().moment().samples()).isBetween(1L, 19L);
    }

    @Test
    void anAttributeThatNeverChangesHasNoConditions() {
        UnaryOperator<Tensor> still = x -> Ops.multiply(fork(x), DEVICE.tensor(DType.FLOAT64, Shape.of(3), 0, 1, 1));
        DependenceSums sums = sums(List.of(0.5), 0);
        estimator(still).run(DEVICE, DType.FLOAT64, 0, 20, sums::add);
        sums.finish();
        assertThat(sums.sweep().orElseThrow().rows()).isEmpty();
        assertThat(sums.sweep().orElseThrow().mostNorm()).isZero();
        assertThatThrownBy(() -> sums(List.of(-1.0), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
