package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.device.host.HostDevice;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Parameters;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A flow carries noise x0 to data x1. Draw both, and a time t; the point x_t = (1 - t) x0 + t x1 moves with the velocity x1 - x0. Many pairs
 * pass through one point, and a network that is fitted to their velocities by least squares learns the mean of them: that is the
 * velocity of a flow from the noise to the data. Here the data are two clusters on a line: 3 of 10 near -1, 7 of 10 near 1.
 */
public final class TinyFlow {
    private TinyFlow() {}

    /** Draws of the data, [n, 1]; the first and the following ones have their places in the streams of the seed. */
    static Tensor data(Device device, Draws draws, long first, int n) {
        double[] cluster = draws.uniforms(0, first, n);
        double[] x = draws.normals(1, first, n);
        for (int i = 0; i < n; i++) {
            x[i] = (cluster[i] < 0.3 ? -1 : 1) + 0.2 * x[i];
        }
        return column(device, x);
    }

    static Tensor column(Device device, double[] numbers) {
        return device.tensor(DType.FLOAT64, Shape.of(numbers.length, 1), numbers);
    }

    /** Weights before the training, [rows, columns]. */
    static Tensor weights(Device device, Draws draws, int stream, int rows, int columns) {
        return device.tensor(DType.FLOAT64, Shape.of(rows, columns), draws.normals(stream, 0, rows * columns));
    }

    /** The thirty lines begin. The network has one hidden layer, and goes from (t, x) to a velocity. */
    static Tensor velocity(Parameters w, Tensor t, Tensor x) {
        Tensor hidden = Ops.tanh(Ops.add(Ops.matmul(Ops.concat(t, x, -1), w.get("in")), w.get("bias")));
        return Ops.matmul(hidden, w.get("out"));
    }

    /** The loss: the mean square of what the network's velocity differs from that of the pairs. */
    static Tensor loss(Parameters w, Tensor t, Tensor x0, Tensor x1) {
        Tensor xt = Ops.add(x0, Ops.multiply(t, Ops.subtract(x1, x0)));
        Tensor error = Ops.subtract(velocity(w, t, xt), Ops.subtract(x1, x0));
        return Ops.mean(Ops.multiply(error, error), 2);
    }

    /** The training: Adam on so many fresh pairs, n in each step. */
    static Parameters train(Device device, Draws draws, long pairs, int n) {
        Parameters w = new Parameters(Map.of(
                "in", weights(device, draws, 4, 2, 32),
                "bias", weights(device, draws, 5, 1, 32),
                "out", Ops.scale(weights(device, draws, 6, 32, 1), 0.1)));
        Adam.State state = Adam.adam().start(w);
        for (long first = 0; first < pairs; first += n) {
            try (Arena arena = device.arena()) {
                Tensor x0 = column(device, draws.normals(2, first, n));
                Tensor x1 = data(device, draws, first, n);
                Tensor t = column(device, draws.uniforms(3, first, n));
                Parameters now = w;
                List<Tensor> gradient = Autodiff.grad(v -> loss(now.withTensors(v), t, x0, x1), now.tensors());
                Adam.Next next = Adam.adam().step(state, now, now.withTensors(gradient), 0.01);
                w = next.parameters().keep(arena);
                state = new Adam.State(
                        next.state().step(),
                        next.state().mean().keep(arena),
                        next.state().square().keep(arena));
            }
        }
        return w;
    }

    /** The flow: noise is carried along the learned velocity from time 0 to time 1. The thirty lines end. */
    static Tensor flow(Parameters w, Tensor x0) {
        return OdeSolver.euler()
                .solve((t, x) -> velocity(w, Ops.broadcast(t, x.shape()), x), x0, TimeGrid.uniform(0, 1, 50));
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## Train it
        //
        // 400 steps on 256 pairs each take a second or two. All draws are functions of the seed, so the numbers are the
        // same every time.
        try (Device device = new HostDevice()) {
            Parameters w = train(device, new Draws(1), 400 * 256, 256);

            // ## Sample it
            //
            // A thousand new numbers of noise, carried from time 0 to time 1, and what the data would be.
            Draws fresh = new Draws(2);
            double[] samples =
                    flow(w, column(device, fresh.normals(2, 0, 1000))).value().toDoubles();
            double[] right = Arrays.stream(samples).filter(x -> x > 0).toArray();
            double centre = Arrays.stream(right).average().orElseThrow();
            page.row("", "samples", "data");
            page.row("mean", LessonPage.rounded(Arrays.stream(samples).average().orElseThrow()), "0.400");
            page.row("right of 0", LessonPage.rounded(right.length / 1000.0), "0.700");
            page.row("their centre", LessonPage.rounded(centre), "1.000");

            // ## The wrong way to judge it
            //
            // A loss of 0 would be perfect, and this loss is far from it. But no velocity has the loss 0, since pairs
            // of different velocities pass through one point. Beside it, on the same pairs, the loss of the exact
            // velocity, which is known for this mixture:
            double[] x0 = fresh.normals(2, 1000, 2000);
            Tensor x1 = data(device, fresh, 1000, 2000);
            double[] t = fresh.uniforms(3, 1000, 2000);
            double learned =
                    loss(w, column(device, t), column(device, x0), x1).value().toDouble();
            MixtureFlow exact = new MixtureFlow(
                    Gaussian.standard(1),
                    new GaussianMixture(
                            new double[] {0.3, 0.7},
                            List.of(
                                    new Gaussian(new double[] {-1}, new double[][] {{0.04}}),
                                    new Gaussian(new double[] {1}, new double[][] {{0.04}}))));
            double floor = 0;
            for (int i = 0; i < 2000; i++) {
                double target = x1.value().toDoubles()[i] - x0[i];
                double[] point = {x0[i] + t[i] * target};
                double error = exact.velocity(t[i], point)[0] - target;
                floor += error * error / 2000;
            }
            page.show("wrong, the loss", LessonPage.rounded(learned));
            page.show("the exact velocity's loss", LessonPage.rounded(floor));
            page.show("right, what lies between", LessonPage.rounded(learned - floor));
        }

        // ## Exercises
        //
        // 1. Fit the network to x1 in place of x1 - x0, and take it for the velocity. Where do the samples go, and why?
        // 2. How far does a sample move with its noise? Differentiate the flow in x0 by a JVP, at 0. Why is the result
        //    never negative?
        // 3. Run the flow backwards from the samples. Does the noise come back, and what decides how exactly?
    }
}
