package dualflow.train;

import dualflow.data.AtomicFile;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.tensor.Arena;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Trains a model step by step. A step is a function of the state and the plan alone; it takes the memory of one step. It waits for
 * the device to read the loss, and before the model is evaluated where the objective looks at numbers of its batch. What the trainer
 * holds on the device lives until it is closed.
 */
public final class Trainer implements AutoCloseable {
    private final Device device;
    private final TrainingPlan plan;
    private final Schedule schedule;
    private final Arena run;
    private TrainingState state;
    private double[] losses;

    /** Makes the initial state, in the run's arena. */
    private Trainer(Device device, TrainingPlan plan, Function<Device, Checkpoint> start) {
        this.device = device;
        this.plan = plan;
        this.schedule = plan.settings().learningRate().over(plan.settings().steps());
        this.run = device.arena();
        try {
            Checkpoint checkpoint = start.apply(device);
            this.state = checkpoint.state();
            this.losses = checkpoint.losses();
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    /**
     * A trainer before its first step.
     *
     * @param device where to compute
     * @param plan what to train and how
     * @param initial makes the first parameters and buffers, on a device
     * @return the trainer
     */
    public static Trainer start(Device device, TrainingPlan plan, Function<Device, Parameters> initial) {
        return new Trainer(device, plan, d -> {
            TrainingState state = TrainingState.start(plan.specification(), initial.apply(d), plan.settings());
            return new Checkpoint(state, new double[0]);
        });
    }

    /**
     * A trainer before its first step, with parameters initialised from the plan's seed.
     *
     * @param device where to compute
     * @param plan what to train and how
     * @return the trainer
     */
    public static Trainer start(Device device, TrainingPlan plan) {
        TrainingSettings settings = plan.settings();
        return start(device, plan, d -> plan.specification().draw(d, settings.dtype(), settings.seed()));
    }

    /**
     * A trainer that continues from a checkpoint, to the same bits as an uninterrupted run.
     *
     * @param device where to compute, the same as before or another
     * @param plan what to train and how
     * @param checkpoint the checkpoint's folder
     * @return the trainer
     * @throws dualflow.data.BadFileException if the checkpoint is damaged, or belongs to another run, in which case the first difference is named
     */
    public static Trainer resume(Device device, TrainingPlan plan, Path checkpoint) {
        return new Trainer(device, plan, d -> Checkpoint.read(checkpoint, plan, d));
    }

    /**
     * What is trained and how.
     *
     * @return the plan
     */
    public TrainingPlan plan() {
        return plan;
    }

    /**
     * The current state.
     *
     * @return the state; its tensors live until the next step or the end of the trainer
     */
    public TrainingState state() {
        return state;
    }

    /**
     * The number of steps taken.
     *
     * @return the number of steps
     */
    public long step() {
        return state.step();
    }

    /**
     * The loss of each step so far.
     *
     * @return a copy
     */
    public double[] losses() {
        return Arrays.copyOf(losses, (int) state.step());
    }

    /**
     * Whether the last step was taken.
     *
     * @return true if it was
     */
    public boolean isDone() {
        return state.step() >= plan.settings().steps();
    }

    /**
     * Takes a step.
     *
     * @return the loss of the step's batch with the parameters before it
     * @throws TrainingException if the loss is not finite; the state stays as it was before the step
     */
    public double advance() {
        long step = state.step();
        TrainingState next;
        double loss;
        try (Arena arena = device.arena()) {
            LossGradient result = differentiate(step);
            next = next(result, schedule.at(step));
            loss = result.loss().value().toDouble();
            if (!Double.isFinite(loss)) {
                throw new TrainingException("The loss of step " + step + " is " + loss
                        + ": train with a smaller learning rate, or clip the gradient.");
            }
            next.tensors().forEach(arena::keep);
        }
        next.tensors().forEach(run::adopt); // since another arena may be open in between
        run.replace(state.tensors(), next.tensors());
        state = next;
        if (losses.length == step) {
            losses = Arrays.copyOf(losses, (int) Math.min(TrainingSettings.MOST_STEPS, Math.max(1024, 2 * step)));
        }
        losses[(int) step] = loss;
        return loss;
    }

    /** In an arena of its own, so that the gradient's intermediate values are released before the optimiser needs memory. */
    private LossGradient differentiate(long step) {
        try (Arena pass = device.arena()) {
            TrainingSettings settings = plan.settings();
            Function<Pass, Tensor> loss = plan.objective().at(device, settings.dtype(), step);
            LossGradient result = LossGradient.of(
                    state.parameters(),
                    plan.specification().trainedNames(),
                    parameters -> Pass.training(parameters, settings.seed(), step),
                    loss);
            pass.keep(result.loss());
            result.gradient().keep(pass);
            result.buffers().keep(pass);
            return result;
        }
    }

    private TrainingState next(LossGradient result, double rate) {
        TrainingSettings settings = plan.settings();
        Parameters gradient = settings.clipping()
                .map(clipping -> clipping.apply(result.gradient()).gradient())
                .orElse(result.gradient());
        Parameters weights = state.parameters().only(plan.specification().trainedNames());
        Adam.Next updated = settings.optimizer().step(state.optimizer(), weights, gradient, rate);
        return new TrainingState(
                state.parameters().with(updated.parameters()).with(result.buffers()),
                updated.state(),
                state.average().flatMap(average -> settings.average().map(a -> a.next(average, updated.parameters()))));
    }

    /**
     * Writes a checkpoint.
     *
     * @param folder the folder of the run
     * @return the checkpoint's folder
     * @throws dualflow.data.OutputException if it cannot be written; the earlier checkpoints are kept then
     * @throws TrainingException if a number of the state is not finite
     */
    public Path save(RunFolder folder) {
        return folder.save(state.step(), new Checkpoint(state, losses()).files(plan));
    }

    /**
     * Writes the current model, with the moving average where one is kept, under PyTorch's names. The metadata are the plan's.
     *
     * @param file a safetensors file; replaced where it exists
     * @throws dualflow.data.OutputException if it cannot be written
     * @throws TrainingException if a number of the model is not finite
     */
    public void writeModel(Path file) {
        AtomicFile.write(file, new Checkpoint(state, losses()).model(plan));
    }

    /** Releases the state. */
    @Override
    public void close() {
        run.close();
    }
}
