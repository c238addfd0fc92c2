package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.conformance.OpCase;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectTest extends OpContract {
    @Override
    List<OpCase> misfits() {
        return List.of(
                OpCase.of(new Select(), Shape.of(3), Shape.of(4)),
                OpCase.of(new Select(), Shape.of(2, 3), Shape.of(2)),
                OpCase.of(new Select(), Shape.of(0), Shape.of(2)));
    }

    @Override
    double tolerance(GoldenCsv.Case golden) {
        return 0; // correctly rounded
    }

    @Override
    double tangentTolerance(GoldenCsv.Case golden, int i) {
        return 4; // two products and a sum
    }

    @Test
    void whatIsNotChosenIsTheMasksZero() {
        for (double x : new double[] {1, -1, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
            for (double zero : new double[] {0.0, -0.0}) {
                assertThat(new Select().f(zero, x)).isEqualByComparingTo(zero);
                assertThat(new Select().f((float) zero, (float) x)).isEqualByComparingTo((float) zero);
            }
        }
    }

    @Test
    void whatIsChosenKeepsItsBits() {
        for (double x :
                new double[] {-0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN}) {
            assertThat(new Select().f(1, x)).isEqualByComparingTo(x);
            assertThat(new Select().f(1f, (float) x)).isEqualByComparingTo((float) x);
        }
    }
}
