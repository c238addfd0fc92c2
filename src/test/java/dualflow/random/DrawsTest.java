package dualflow.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawsTest {
    private static final Draws DRAWS = new Draws(20_260_101);

    enum Kind {
        UNIFORM {
            @Override
            double[] draw(Draws draws, long stream, long first, int count) {
                return draws.uniforms(stream, first, count);
            }
        },
        NORMAL {
            @Override
            double[] draw(Draws draws, long stream, long first, int count) {
                return draws.normals(stream, first, count);
            }
        },
        SIGN {
            @Override
            double[] draw(Draws draws, long stream, long first, int count) {
                return draws.signs(stream, first, count);
            }
        };

        abstract double[] draw(Draws draws, long stream, long first, int count);
    }

    @ParameterizedTest
    @EnumSource
    void anyPartitionGivesTheSameDraws(Kind kind) {
        double[] whole = kind.draw(DRAWS, 3, 0, 1000);
        for (int part : new int[] {1, 2, 3, 7, 128, 333}) {
            double[] joined = new double[1000];
            for (int first = 0; first < 1000; first += part) {
                double[] piece = kind.draw(DRAWS, 3, first, Math.min(part, 1000 - first));
                System.arraycopy(piece, 0, joined, first, piece.length);
            }
            assertThat(joined).containsExactly(whole);
        }
    }

    @Test
    void tensorsHoldTheFirstDrawsOfANamedStream() {
        try (Device device = new HostDevice()) {
            long stream = Draws.stream("x");
            Tensor normal = new Draws(42).normals("x", device, DType.FLOAT64, Shape.of(3, 2));
            assertThat(normal.shape()).isEqualTo(Shape.of(3, 2));
            assertThat(normal.toDoubles()).containsExactly(new Draws(42).normals(stream, 0, 6));
            assertThat(new Draws(42)
                            .uniforms("x", device, DType.FLOAT64, Shape.of(5))
                            .toDoubles())
                    .containsExactly(new Draws(42).uniforms(stream, 0, 5));
            assertThat(new Draws(42)
                            .signs("x", device, DType.FLOAT32, Shape.of(9))
                            .toDoubles())
                    .containsExactly(new Draws(42).signs(stream, 0, 9));
            assertThat(new Draws(42)
                            .normals("y", device, DType.FLOAT64, Shape.of(6))
                            .toDoubles())
                    .isNotEqualTo(normal.toDoubles());
            assertThat(new Draws(43)
                            .normals("x", device, DType.FLOAT64, Shape.of(6))
                            .toDoubles())
                    .isNotEqualTo(normal.toDoubles());
        }
    }

    @ParameterizedTest
    @EnumSource
    void farIndicesAreReachedDirectly(Kind kind) {
        long far = (1L << 40) + 5;
        double[] here = kind.draw(DRAWS, 0, far, 300);
        assertThat(Arrays.copyOfRange(here, 200, 300)).containsExactly(kind.draw(DRAWS, 0, far + 200, 100));
        assertThat(here).isNotEqualTo(kind.draw(DRAWS, 0, 5, 300));
    }

    @ParameterizedTest
    @EnumSource
    void seedsAndStreamsDiffer(Kind kind) {
        double[] draws = kind.draw(DRAWS, 1, 0, 200);
        assertThat(draws)
                .isNotEqualTo(kind.draw(DRAWS, 2, 0, 200))
                .isNotEqualTo(kind.draw(DRAWS, 1L << 32, 0, 200))
                .isNotEqualTo(kind.draw(new Draws(DRAWS.seed() + 1), 1, 0, 200))
                .isNotEqualTo(kind.draw(new Draws(DRAWS.seed() + (1L << 32)), 1, 0, 200));
    }

    @ParameterizedTest
    @EnumSource
    void negativeIndicesAreRefused(Kind kind) {
        assertThatThrownBy(() -> kind.draw(DRAWS, 0, -1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kind.draw(DRAWS, 0, 0, -3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kind.draw(DRAWS, 0, Long.MAX_VALUE, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void uniformsAreTheUpperBitsOfCommonsRngsLongs() {
        // Its counter is incremented before the first block, so it starts one below (0, stream 7).
        UniformRandomProvider witness = RandomSource.PHILOX_4X32.create(
                new int[] {(int) DRAWS.seed(), (int) (DRAWS.seed() >>> 32), -1, -1, 6, 0});
        for (double uniform : DRAWS.uniforms(7, 0, 10_000)) {
            assertThat(uniform).isEqualTo((witness.nextLong() >>> 11) * 0x1p-53);
        }
    }

    /** Against libm's functions, which are independent of ours: log and cos to 2 ulp, and the angle rounded once. */
    @Test
    void normalsAreBoxAndMullersOfTheUniforms() {
        double[] uniforms = DRAWS.uniforms(0, 0, 20_000);
        double[] normals = DRAWS.normals(0, 0, 20_000);
        for (int i = 0; i < 20_000; i += 2) {
            double radius = Math.sqrt(-2 * StrictMath.log(uniforms[i] + 0x1p-53));
            double angle = 2 * Math.PI * uniforms[i + 1];
            assertThat(normals[i]).isCloseTo(radius * StrictMath.cos(angle), within(4e-15));
            assertThat(normals[i + 1]).isCloseTo(radius * StrictMath.sin(angle), within(4e-15));
        }
    }

    /** From a second Philox and Box-Muller in Python, with mpmath at 50 digits. */
    @Test
    void drawsMatchTheReference() {
        assertThat(new Draws(0).uniforms(0, 0, 4))
                .containsExactly(
                        0x1.989fa35785a70p-2, 0x1.78af58993601bp-1, 0x1.f1c99948b9640p-1, 0x1.634ae9d612fdfp-1);
        assertThat(new Draws(42_069).uniforms(1, 1_000_000, 4))
                .containsExactly(
                        0x1.008b90da6ca74p-1, 0x1.e2929b70428f2p-2, 0x1.d967346c50300p-1, 0x1.d14716143a2c5p-1);
        assertThat(new Draws(0).normals(0, 0, 4))
                .containsExactly(
                        new double[] {
                            -0.12151797595308181, -1.350032659857655, -0.08187420991589163, -0.22270905893902648
                        },
                        within(2e-15));
        assertThat(new Draws(42_069).normals(1, 1_000_000, 4))
                .containsExactly(
                        new double[] {-1.156489618026592, 0.2111194972028971, 0.3326057727908869, -0.21477424113939894},
                        within(2e-15));
        assertThat(new Draws(0).signs(0, 0, 16))
                .containsExactly(-1, 1, -1, 1, -1, 1, -1, -1, 1, 1, 1, -1, 1, -1, -1, -1);
    }

    /** A digest of our own bits: no JDK, machine or later version may change them, since published numbers depend on them. */
    @Test
    void theBitsOfAMillionNormalsNeverChange() {
        long digest = 0;
        for (double normal : new Draws(42_069).normals(1, 0, 1_000_000)) {
            digest = 31 * digest + Double.doubleToRawLongBits(normal);
        }
        assertThat(Long.toHexString(digest)).isEqualTo("18c040d200f0721");
    }

    @Test
    void uniformsPassKolmogorovSmirnov() {
        assertThat(new KolmogorovSmirnovTest()
                        .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), DRAWS.uniforms(0, 0, 100_000)))
                .isGreaterThan(1e-3);
    }

    @Test
    void normalsPassKolmogorovSmirnov() {
        assertThat(new KolmogorovSmirnovTest()
                        .kolmogorovSmirnovTest(new NormalDistribution(), DRAWS.normals(0, 0, 100_000)))
                .isGreaterThan(1e-3);
    }

    /** Each moment within four standard errors: the variances of z, z^2, z^3, z^4 are 1, 2, 15, 96. */
    @Test
    void momentsOfTheNormals() {
        int n = 4_000_000;
        double[] z = DRAWS.normals(5, 0, n);
        assertThat(mean(z, x -> x)).isCloseTo(0, within(4 * Math.sqrt(1.0 / n)));
        assertThat(mean(z, x -> x * x)).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(mean(z, x -> x * x * x)).isCloseTo(0, within(4 * Math.sqrt(15.0 / n)));
        assertThat(mean(z, x -> x * x * x * x)).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
    }

    /** Neighbours within a pair, and across pairs, streams and seeds. */
    @Test
    void normalsAreUncorrelated() {
        int n = 1_000_000;
        double[] z = DRAWS.normals(5, 0, n + 2);
        double bound = 4 / Math.sqrt(n);
        assertThat(correlation(z, 0, z, 1, n)).isCloseTo(0, within(bound));
        assertThat(correlation(z, 0, z, 2, n)).isCloseTo(0, within(bound));
        assertThat(correlation(z, 0, DRAWS.normals(6, 0, n), 0, n)).isCloseTo(0, within(bound));
        assertThat(correlation(z, 0, new Draws(DRAWS.seed() + 1).normals(5, 0, n), 0, n))
                .isCloseTo(0, within(bound));
    }

    @Test
    void signsAreFairAndUncorrelated() {
        int n = 1_000_000;
        double[] signs = DRAWS.signs(0, 0, n + 32);
        assertThat(Arrays.stream(signs).distinct().sorted()).containsExactly(-1.0, 1.0);
        assertThat(mean(signs, x -> x)).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(correlation(signs, 0, signs, 1, n)).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(correlation(signs, 0, signs, 32, n)).isCloseTo(0, within(4 / Math.sqrt(n)));
    }

    private static double mean(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).average().orElseThrow();
    }

    private static double correlation(double[] a, int aFirst, double[] b, int bFirst, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[aFirst + i] * b[bFirst + i];
        }
        return sum / n;
    }
}
