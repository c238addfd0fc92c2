package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SolveTransposeTest {
    private final Device device = new HostDevice();

    @AfterEach
    void closeDevice() {
        device.close();
    }

    private static Tensor velocity(Tensor t, Tensor x) {
        return Ops.subtract(Ops.tanh(Ops.multiply(x, x)), Ops.multiply(t, x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"euler", "midpoint", "dopri5"})
    void equalsTheTransposedDerivativeOfTheWholeSolve(String method) {
        OdeSolver solver = OdeSolver.fixed(
                switch (method) {
                    case "euler" -> ButcherTableau.EULER;
                    case "midpoint" -> ButcherTableau.MIDPOINT;
                    default -> ButcherTableau.DORMAND_PRINCE_5;
                });
        TimeGrid grid = TimeGrid.of(0, 0.1, 0.4, 0.7, 1);
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 2), 0.5, -1, 0.25, 2);
        Tensor v = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, -2, 0.5);
        Tensor w = device.tensor(DType.FLOAT64, Shape.of(2, 2), 0, 1, 3, -1);
        Linearized whole = Autodiff.linearize(z -> solver.solve(SolveTransposeTest::velocity, z, grid), x);
        List<Tensor> pulled = new SolveTranspose(solver, SolveTransposeTest::velocity, grid).pull(x, end -> {
            assertThat(end.value().toDoubles())
                    .containsExactly(whole.primal().value().toDoubles(), within(1e-15));
            return List.of(v, w);
        });
        for (int i = 0; i < 2; i++) {
            Tensor expected = whole.map().applyTranspose(i == 0 ? v : w).get(0);
            assertThat(pulled.get(i).value().toDoubles())
                    .containsExactly(expected.value().toDoubles(), within(1e-14));
        }
    }

    /** The states of 400 steps take 64 bytes each; the residuals of a step take more. */
    @Test
    void needsTheMemoryOfTheStatesAndOneStep() {
        long few = peak(100);
        long many = peak(500);
        assertThat(many - few).isBetween(0L, 400 * 2 * 64L);
    }

    private static long peak(int steps) {
        try (Device own = new HostDevice()) {
            Tensor x = own.tensor(DType.FLOAT64, Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8);
            TimeGrid grid = TimeGrid.uniform(0, 1, steps);
            new SolveTranspose(OdeSolver.euler(), SolveTransposeTest::velocity, grid).pull(x, end -> List.of(end));
            return own.account().peak();
        }
    }
}
