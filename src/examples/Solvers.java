import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.flow.*;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** Free fall and the standard Gaussian's flow: dense output, a crossing and its derivative, gradients by the adjoint equation, a stochastic solve. */
public class Solvers {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            OdeSolver solver = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));
            Tensor start = device.tensor(DType.FLOAT64, Shape.of(2), 2, 1); // height, speed

            VelocityField fall = (t, x) -> Ops.concat(
                    Ops.slice(x, -1, 1, 1), device.fill(DType.FLOAT64, Shape.of(1), -2), -1);
            DenseSolution solution = solver.dense(fall, start, TimeGrid.of(0, 3));
            print("state at t = 0.5               ", solution.at(0.5));

            Event ground = (t, x) -> Ops.sum(Ops.slice(x, -1, 0, 1)); // the height
            Dual crossing = Autodiff.jvp(
                    x -> solver.firstCrossing(fall, x, TimeGrid.of(0, 3), ground).orElseThrow().time(),
                    start,
                    device.tensor(DType.FLOAT64, Shape.of(2), 1, 0));
            print("reaches the ground at          ", crossing.primal());
            print("  and later by, for each height", crossing.tangent());

            Tensor one = device.tensor(DType.FLOAT64, Shape.of(1, 1), 1);
            AdjointMethod.ParametricField decay = (t, x, p) -> Ops.multiply(p.get(0), x);
            List<Tensor> rate = List.of(device.scalar(DType.FLOAT64, -0.5));
            Tensor end = solver.solve((t, x) -> decay.velocity(t, x, rate), one, TimeGrid.of(0, 2));
            AdjointMethod.Gradients gradients = new AdjointMethod(solver, TimeGrid.of(0, 2)).gradients(decay, rate, end, one);
            print("x(2) of dx/dt = -x/2, x(0) = 1 ", end);
            print("  its derivative in x(0)       ", gradients.start());
            print("  in the rate                  ", gradients.parameters().get(0));
            print("  in the first and last time   ", Ops.concat(row(gradients.from()), row(gradients.to()), -1));

            TimeGrid grid = TimeGrid.uniform(0, 1, 256);
            BrownianMotion motion = BrownianMotion.of(new Draws(1), "example", 0, grid);
            VelocityField half = (t, x) -> Ops.scale(x, 0.5);
            print("dx = x/2 dt + x dW, 256 steps  ", EulerMaruyama.solve(half, (t, x) -> x, one, motion));
            print("  the same path, 16 steps      ", EulerMaruyama.solve(half, (t, x) -> x, one, motion.everySteps(16)));
        }
    }

    static Tensor row(Tensor x) {
        return Ops.reshape(x, Shape.of(1));
    }

    static void print(String what, Tensor x) {
        System.out.println(what + " " + Arrays.toString(x.value().toDoubles()));
    }
}
