package dualflow.train;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A loss and its gradient in a model's parameters, by reverse mode, which transposes the JVP.
 *
 * @param loss the loss, a scalar
 * @param gradient its derivative in each trained parameter, by name
 * @param buffers the buffers after the pass, by name
 */
public record LossGradient(Tensor loss, Parameters gradient, Parameters buffers) {
    /**
     * Differentiates a loss.
     *
     * @param parameters all parameters and buffers of the model
     * @param trained the names of the parameters to differentiate in
     * @param pass begins a pass with the given parameters, as {@code p -> Pass.training(p, seed, step)}
     * @param loss from a pass to the loss, a scalar
     * @return loss, gradient and the buffers' new values
     * @throws ShapeException if the loss is not a scalar
     */
    public static LossGradient of(
            Parameters parameters,
            Collection<String> trained,
            Function<Parameters, Pass> pass,
            Function<Pass, Tensor> loss) {
        Parameters weights = parameters.only(trained);
        AtomicReference<Pass> used = new AtomicReference<>();
        Linearized linearized = Autodiff.linearize(
                values -> {
                    used.set(pass.apply(parameters.with(weights.withTensors(values))));
                    return loss.apply(used.get());
                },
                weights.tensors());
        Tensor value = linearized.primal();
        if (value.shape().rank() != 0) {
            throw new ShapeException("a loss is one number, got shape " + value.shape() + "; average it");
        }
        Tensor one = value.device().fill(value.dtype(), Shape.SCALAR, 1);
        Parameters gradient = weights.withTensors(linearized.map().applyTranspose(one));
        return new LossGradient(value, gradient, used.get().buffers());
    }
}
