package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class HypotTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Hypot(), Shape.of(3), Shape.of(4)), OpCase.of(new Hypot(), Shape.of(2, 3), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 2; // a fused sum of squares and its root
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 8; // two cosines of a few roundings each
    }

    @Test
    void neitherOverflowsNorUnderflows() {
        assertThat(new Hypot().f(3e300, 4e300)).isEqualTo(5e300);
        assertThat(new Hypot().f(3e-310, 4e-310)).isEqualTo(5e-310);
        assertThat(new Hypot().f(3e37f, 4e37f)).isEqualTo(5e37f);
        assertThat(new Hypot().f(3 * Float.MIN_VALUE, 4 * Float.MIN_VALUE)).isEqualTo(5 * Float.MIN_VALUE);
    }

    @Test
    void slopesAtTheOriginAreZero() {
        assertThat(slope(0, 0, 0)).isZero();
        assertThat(slope(1, 0, -0.0)).isZero();
    }
}
