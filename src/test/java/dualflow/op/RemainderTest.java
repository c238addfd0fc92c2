package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainderTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Remainder(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Remainder(), Shape.of(2, 3), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // the nearest number
    }

    /** A remainder is the dividend's up to multiples of the divisor: the slope in a is 1, in b the number of multiples. */
    @Test
    void slopesAreThoseOfTheBranchAlsoWhereItJumps() {
        assertThat(slope(0, 7.5, 2)).isOne();
        assertThat(slope(1, 7.5, 2)).isEqualTo(-3);
        assertThat(slope(1, -7.5, 2)).isEqualTo(4);
        assertThat(slope(1, 6, 2)).isEqualTo(-3);
    }

    /** 0.1 is more than a tenth: the quotient 1 / 0.1 rounds to 10, and its floor is 9. */
    @Test
    void slopeCountsMultiplesExactlyWhereTheQuotientRoundsUp() {
        assertThat(1 / 0.1).isEqualTo(10);
        assertThat(new Remainder().f(1, 0.1)).isGreaterThan(0.0999);
        assertThat(slope(1, 1, 0.1)).isEqualTo(-9);
    }
}
