package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.dependency.Estimate;
import dualflow.digits.DigitStructure;
import dualflow.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleCorrelationTest {
    @Test
    void fewNumbersByHand() {
        double[] a = {1, 2, 3, 4};
        double[] b = {1, 3, 2, 6};
        assertThat(SampleCorrelation.pearson(a, b).orElseThrow().value())
                .isCloseTo(7 / Math.sqrt(5 * 14), within(1e-14));
        assertThat(SampleCorrelation.pearson(a, new double[] {1, 1, 1, 1})).isEmpty();
        double[] given = {5, 5, 5, 5};
        assertThat(SampleCorrelation.partial(a, b, given)).isEqualTo(SampleCorrelation.pearson(a, b));
    }

    /** A fork of weights .6 and normal noise: .36, and 0 given the cause; of a normal pair the standard error is (1 - r^2) / sqrt(n). */
    @Test
    void aForkVanishesGivenItsCause() {
        int n = 4000;
        double[] noise = new Draws(1).normals(0, 0, 3 * n);
        double[] cause = Arrays.copyOf(noise, n);
        double[] a = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = 0.6 * cause[i] + 0.8 * noise[n + i];
            b[i] = 3 + 2 * (0.6 * cause[i] + 0.8 * noise[2 * n + i]);
        }
        Estimate before = SampleCorrelation.pearson(a, b).orElseThrow();
        Estimate given = SampleCorrelation.partial(a, b, cause).orElseThrow();
        assertThat(before.standardError()).isCloseTo((1 - 0.36 * 0.36) / Math.sqrt(n), within(0.001));
        assertThat(before.value()).isCloseTo(0.36, within(4 * before.standardError()));
        assertThat(given.value()).isCloseTo(0, within(4 * given.standardError()));
    }

    @Test
    void truthsAreThoseOfTheStructures() {
        assertThat(CausalTriple.of(DigitStructure.FORK).correlation()).isCloseTo(0.36, within(1e-15));
        assertThat(CausalTriple.of(DigitStructure.FORK).partial()).isCloseTo(0, within(1e-15));
        assertThat(CausalTriple.of(DigitStructure.CHAIN).correlation()).isCloseTo(0.36, within(1e-15));
        assertThat(CausalTriple.of(DigitStructure.CHAIN).partial()).isCloseTo(0, within(1e-15));
        assertThat(CausalTriple.of(DigitStructure.COLLIDER).correlation()).isZero();
        assertThat(CausalTriple.of(DigitStructure.COLLIDER).partial()).isCloseTo(-0.5625, within(1e-15));
        assertThat(CausalTriple.of(DigitStructure.INDEPENDENT).partial()).isZero();
        assertThat(CausalTriple.of(DigitStructure.COLLIDER)).hasToString("thickness -> intensity <- slant");
    }
}
