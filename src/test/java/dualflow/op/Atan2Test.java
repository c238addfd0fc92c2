package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class Atan2Test extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Atan2(), Shape.of(3), Shape.of(4)), OpCase.of(new Atan2(), Shape.of(2, 3), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 4; // the quotient, the arc tangent and a difference
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 12; // two cosines and the radius, each of a few roundings
    }

    @Test
    void slopesNeitherOverflowNorUnderflow() {
        assertThat(slope(0, 1e300, 1e300)).isCloseTo(5e-301, Offset.offset(1e-315));
        assertThat(slope(1, 1e300, 1e300)).isCloseTo(-5e-301, Offset.offset(1e-315));
        assertThat(slope(0, 1e-300, 1e-300)).isCloseTo(5e299, Offset.offset(1e285));
        assertThat(slope(0, 1e-300, 1e300)).isCloseTo(1e-300, Offset.offset(1e-315));
    }

    @Test
    void hasNoDerivativeAtTheOrigin() {
        assertThat(slope(0, 0, 0)).isNaN();
        assertThat(slope(1, 0, -0.0)).isNaN();
    }
}
