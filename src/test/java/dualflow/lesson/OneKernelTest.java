package dualflow.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of lesson 6. */
class OneKernelTest {
    /** The 10,000th harmonic number, to 16 digits; rounding the terms to float32 moves their sum in the eighth decimal. */
    private static final double HARMONIC = 9.787606036044382;

    /** The stated order's: each partial sum is small, and only 40 of them are added. Backwards, small terms meet small sums too. */
    @Test
    void statedOrderIsTheNearest() {
        double exact = 0;
        float forwards = 0;
        float backwards = 0;
        double[] terms = new double[10_000];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = 1f / (i + 1);
            exact += terms[i];
            forwards += (float) terms[i];
            backwards += 1f / (terms.length - i);
        }
        assertThat(exact).isCloseTo(HARMONIC, within(1e-7));
        try (Device device = new HostDevice()) {
            double stated = Ops.sum(device.tensor(DType.FLOAT32, Shape.of(terms.length), terms))
                    .value()
                    .toDouble();
            assertThat(Math.abs(stated - exact)).isLessThan(Math.abs(backwards - exact));
            assertThat(Math.abs(backwards - exact)).isLessThan(Math.abs(forwards - exact));
        }
    }

    @Test
    void additionIsNotAssociative() {
        float a = 1e8f;
        float b = -1e8f;
        float c = 1;
        assertThat((a + b) + c).isEqualTo(1);
        assertThat(a + (b + c)).isZero();
    }

    /** (1 + 2^-30)^2 is 1 + 2^-29 + 2^-60, whose last term does not fit. */
    @Test
    void fmaRoundsOnce() {
        double a = 1 + 0x1p-30;
        double c = -(1 + 0x1p-29);
        assertThat(Math.fma(a, a, c)).isEqualTo(0x1p-60);
        assertThat(a * a + c).isZero();
    }
}
