package dualflow.images;

import dualflow.flow.TimeGrid;
import dualflow.nn.FlowUNet;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.FlowMatching;
import dualflow.train.LossGradient;
import java.util.List;

/**
 * The smallest flow UNet, trained for a few steps on images with equal rows: enough that its running statistics and its weights
 * differ from the initial ones.
 */
public final class TrainedFlow {
    public static final int SIDE = 16;
    public static final Shape IMAGE = Shape.of(SIDE, SIDE, 1);
    static final FlowUNet MODEL = new FlowUNet(1, 2, FlowUNet.Upsampling.BILINEAR);
    static final TimeGrid GRID = TimeGrid.linspace(10);

    private static final int STEPS = 25;
    private static final int BATCH = 8;

    private TrainedFlow() {}

    /** Weights in float64; they live in the open arena. */
    static Parameters weights(Device device) {
        Arena arena = device.arena();
        try {
            Parameters parameters = MODEL.specification().draw(device, DType.FLOAT64, 5);
            Adam adam = Adam.adamW();
            List<String> trained = MODEL.specification().trainedNames();
            Adam.State state = adam.start(parameters.only(trained));
            for (int step = 0; step < STEPS; step++) {
                Parameters now = parameters;
                Draws draws = new Draws(step);
                Tensor t = device.tensor(DType.FLOAT64, Shape.of(BATCH, 1, 1, 1), draws.uniforms(0, 0, BATCH));
                Tensor x0 = images(device, draws.normals(1, 0, BATCH * IMAGE.size()));
                Tensor x1 = images(device, rows(draws.normals(2, 0, BATCH * SIDE)));
                int number = step;
                LossGradient result = LossGradient.of(
                        now,
                        trained,
                        p -> Pass.training(p, 5, number),
                        pass -> FlowMatching.loss(MODEL, pass, t, x0, x1));
                Adam.Next next = adam.step(state, now.only(trained), result.gradient(), 1e-2);
                parameters = now.with(next.parameters()).with(result.buffers());
                state = next.state();
            }
            return parameters.keep(arena);
        } finally {
            arena.close();
        }
    }

    public static LearnedImageFlow on(Device device) {
        return new LearnedImageFlow(MODEL, weights(device), IMAGE, "a small flow UNet");
    }

    private static Tensor images(Device device, double[] numbers) {
        return device.tensor(DType.FLOAT64, Shape.of(BATCH).then(IMAGE), numbers);
    }

    private static double[] rows(double[] brightness) {
        double[] pixels = new double[brightness.length * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 0.5 + 0.2 * brightness[i / SIDE];
        }
        return pixels;
    }
}
