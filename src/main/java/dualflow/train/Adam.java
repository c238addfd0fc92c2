package dualflow.train;

import dualflow.launch.Fused;
import dualflow.nn.Parameters;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam and AdamW as PyTorch defines them. In step k = 1, 2, ... with gradient g and learning rate r:
 *
 * <pre>
 * p := (1 - r weightDecay) p          (AdamW), or  g := g + weightDecay p  (Adam)
 * m := m + (1 - beta1) (g - m)
 * v := beta2 v + (1 - beta2) g^2
 * p := p - r / (1 - beta1^k) m / (sqrt(v) / sqrt(1 - beta2^k) + epsilon)
 * </pre>
 *
 * <p>Kingma and Ba, ICLR 2015; Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
 *
 * @param beta1 the decay rate of the mean gradient
 * @param beta2 the decay rate of the mean square
 * @param epsilon what is added to the root
 * @param weightDecay the weight decay
 * @param decoupled true for AdamW, where the decay does not enter the moments
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
    /**
     * The state of an optimiser.
     *
     * @param step the number of steps taken
     * @param mean m, by the parameters' names
     * @param square v, by the parameters' names
     */
    public record State(long step, Parameters mean, Parameters square) {}

    /**
     * New parameters with the new state of the optimiser.
     *
     * @param parameters the trained parameters
     * @param state the state
     */
    public record Next(Parameters parameters, State state) {}

    /**
     * Adam with PyTorch's defaults: betas 0.9 and 0.999, epsilon 1e-8, no decay.
     *
     * @return the optimiser
     */
    public static Adam adam() {
        return new Adam(0.9, 0.999, 1e-8, 0, false);
    }

    /**
     * AdamW with PyTorch's defaults: betas 0.9 and 0.999, epsilon 1e-8, decay 0.01.
     *
     * @return the optimiser
     */
    public static Adam adamW() {
        return new Adam(0.9, 0.999, 1e-8, 0.01, true);
    }

    /**
     * The state before the first step.
     *
     * @param parameters the trained parameters
     * @return zeros
     */
    public State start(Parameters parameters) {
        Parameters zeros = parameters.combine(parameters, (p, same) -> Ops.zerosLike(p));
        return new State(0, zeros, zeros);
    }

    /**
     * Takes a step.
     *
     * @param state the state before
     * @param parameters the trained parameters
     * @param gradient the gradient, by the parameters' names
     * @param learningRate r
     * @return new parameters and state; the arguments are not modified
     */
    public Next step(State state, Parameters parameters, Parameters gradient, double learningRate) {
        long step = state.step() + 1;
        double stepSize = learningRate / (1 - StrictMath.pow(beta1, (double) step));
        double root = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));

        Map<String, Tensor> p = new LinkedHashMap<>();
        Map<String, Tensor> m = new LinkedHashMap<>();
        Map<String, Tensor> v = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            List<Tensor> before = List.of(
                    parameters.get(name),
                    gradient.get(name),
                    state.mean().get(name),
                    state.square().get(name));
            List<Tensor> next = Fused.run(before, x -> {
                Tensor decayed = x.get(0);
                Tensor g = x.get(1);
                if (weightDecay != 0 && decoupled) {
                    decayed = Ops.scale(decayed, 1 - learningRate * weightDecay);
                } else if (weightDecay != 0) {
                    g = Ops.add(g, Ops.scale(decayed, weightDecay));
                }
                Tensor mean = Ops.add(x.get(2), Ops.scale(Ops.subtract(g, x.get(2)), 1 - beta1));
                Tensor square = Ops.scale(x.get(3), beta2);
                square = Ops.add(square, Ops.scale(Ops.multiply(g, g), 1 - beta2));
                return List.of(Ops.subtract(decayed, change(mean, square, root, stepSize)), mean, square);
            });
            p.put(name, next.get(0));
            m.put(name, next.get(1));
            v.put(name, next.get(2));
        }
        return new Next(parameters.with(new Parameters(p)), new State(step, new Parameters(m), new Parameters(v)));
    }

    private Tensor change(Tensor mean, Tensor square, double root, double stepSize) {
        Tensor size = Ops.shift(Ops.scale(Ops.sqrt(square), 1 / root), epsilon);
        return Ops.scale(Ops.divide(mean, size), stepSize);
    }
}
