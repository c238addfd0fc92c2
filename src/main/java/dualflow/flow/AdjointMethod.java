package dualflow.flow;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradients of a loss of a solve's end by the adjoint equation, solved backward in time together with the state (R. T. Q. Chen et al., Neural
 * Ordinary Differential Equations, 2018):
 *
 * <pre>
 *   da/dt = -(dv/dx)^T a,   gradient of the parameters = integral of (dv/dp)^T a dt,   of t1 = a(t1) . v(t1, x1),   of t0 = -a(t0) . v(t0, x0)
 * </pre>
 *
 * <p>It needs the memory of one step, where {@link Autodiff#vjp} of a solve keeps what all steps leave behind. It is not the gradient of the discrete
 * solve but a second discretisation: both differ by the solver's error, and a state that is not recovered well backward spoils this one.
 *
 * @param solver solves the adjoint equation
 * @param grid the times of the forward solve; it is run backward
 */
public record AdjointMethod(OdeSolver solver, TimeGrid grid) {
    /** A velocity with parameters. */
    @FunctionalInterface
    public interface ParametricField {
        /**
         * The velocity.
         *
         * @param t the time, []
         * @param x the state
         * @param parameters the parameters
         * @return v, of x's shape
         */
        Tensor velocity(Tensor t, Tensor x, List<Tensor> parameters);
    }

    /**
     * The gradients.
     *
     * @param start of the state at the first time
     * @param parameters of each parameter
     * @param from of the first time, []
     * @param to of the last time, []
     */
    public record Gradients(Tensor start, List<Tensor> parameters, Tensor from, Tensor to) {}

    /**
     * The gradients of a loss.
     *
     * @param field the velocity
     * @param parameters its parameters
     * @param end the state at the grid's last time
     * @param endBar the loss's gradient in that state
     * @return its gradients in all else
     * @throws OdeException if the solve fails
     */
    public Gradients gradients(ParametricField field, List<Tensor> parameters, Tensor end, Tensor endBar) {
        List<Shape> shapes = new ArrayList<>(List.of(end.shape(), end.shape()));
        Tensor state = Ops.concat(flat(end), flat(endBar), -1);
        for (Tensor parameter : parameters) {
            shapes.add(parameter.shape());
            state = Ops.concat(state, flat(Ops.zerosLike(parameter)), -1);
        }
        VelocityField augmented = (t, all) -> {
            List<Tensor> parts = parts(all, shapes);
            List<Tensor> arguments = new ArrayList<>(List.of(parts.get(0)));
            arguments.addAll(parameters);
            Linearized velocity =
                    Autodiff.linearize(x -> field.velocity(t, x.get(0), x.subList(1, x.size())), arguments);
            List<Tensor> bars = velocity.map().applyTranspose(Ops.negate(parts.get(1)));
            Tensor rate = flat(velocity.primal());
            for (Tensor bar : bars) {
                rate = Ops.concat(rate, flat(bar), -1);
            }
            return rate;
        };
        List<Tensor> parts = parts(solver.solve(augmented, state, grid.reversed()), shapes);
        return new Gradients(
                parts.get(1),
                parts.subList(2, parts.size()),
                Ops.negate(rate(field, parameters, grid.time(0), parts.get(0), parts.get(1))),
                rate(field, parameters, grid.time(grid.steps()), end, endBar));
    }

    /** a . v. */
    private static Tensor rate(ParametricField field, List<Tensor> parameters, double time, Tensor x, Tensor a) {
        Tensor velocity = field.velocity(x.device().scalar(x.dtype(), time), x, parameters);
        return Ops.sum(Ops.multiply(a, velocity));
    }

    private static Tensor flat(Tensor x) {
        return Ops.reshape(x, Shape.of(x.shape().size()));
    }

    private static List<Tensor> parts(Tensor all, List<Shape> shapes) {
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (Shape shape : shapes) {
            parts.add(Ops.reshape(Ops.slice(all, -1, start, shape.size()), shape));
            start += shape.size();
        }
        return parts;
    }
}
