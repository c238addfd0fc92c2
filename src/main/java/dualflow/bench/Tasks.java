package dualflow.bench;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.flow.OdeSolver;
import dualflow.flow.RecordedField;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.op.WinogradWeights;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.FlowMatching;
import dualflow.train.LearningRate;
import dualflow.train.LossGradient;
import dualflow.train.Objective;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes tasks from cases on one device, and writes the arrays from which others compute the same. */
final class Tasks {
    private static final long SEED = 1;
    private static final String WEIGHTS = "weights.safetensors";

    private final Device device;
    private final DType dtype;

    /**
     * Tasks on a device.
     *
     * @param dtype float32 for what is timed; float64 for its reference, which is then the definition
     */
    Tasks(Device device, DType dtype) {
        this.device = device;
        this.dtype = dtype;
    }

    /** The task of a case, made in the innermost arena, which must stay open. */
    Task task(Case task) {
        return switch (task.kind()) {
            case "product" -> product(task);
            case "convolution" -> convolution(task);
            case "model" -> model(task);
            case "training" -> training(task);
            case "solver" -> solver(task);
            default -> euler(task);
        };
    }

    private Task same(Supplier<Task.Answer> computation) {
        return new Task(device, computation, computation);
    }

    private Tensor drawn(Case task, String name, Shape shape, double scale) {
        double[] values = new Draws(SEED).normals(Draws.stream("bench " + name), 0, shape.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * values[i]); // the same values in both formats
        }
        Tensor x = device.tensor(dtype, shape, values);
        ImageLayout.write(task.folder().resolve(name + ".npy"), x);
        return x;
    }

    private Task solver(Case task) {
        SolverTask solve = new SolverTask(task, device, dtype == DType.FLOAT64);
        return new Task(device, solve::run, solve::run, solve.evaluations() + " evaluations");
    }

    private Task product(Case task) {
        Tensor a = drawn(task, "a", Shape.of(task.number("m"), task.number("k")), 1);
        Tensor b = drawn(task, "b", Shape.of(task.number("k"), task.number("n")), 1);
        return same(() -> Task.Answer.of(Ops.matmul(a, b)));
    }

    private Task convolution(Case task) {
        int in = task.number("in");
        int out = task.number("out");
        Tensor x = drawn(task, "x", Shape.of(task.number("batch"), task.number("size"), task.number("size"), in), 1);
        // Drawn in PyTorch's order, [out, in, 3, 3].
        Tensor drawn = drawn(task, "w", Shape.of(out, in * 9), 1 / Math.sqrt(9.0 * in));
        Path file = task.folder().resolve("w.npy");
        Npy.write(file, NumericArray.of(drawn.value().toDoubles(), out, in, 3, 3));
        Tensor w = Ops.permute(Ops.reshape(drawn, Shape.of(out, in, 3, 3)), 2, 3, 1, 0);
        if (!task.method().equals("winograd")) {
            return same(() -> Task.Answer.of(Ops.convolution(x, w, 1, 1)));
        }
        Tensor transformed = new WinogradWeights().on(w);
        return same(() -> Task.Answer.of(Ops.winogradConvolution(x, transformed, 1)));
    }

    private Task model(Case task) {
        ModelProgram program = new ModelProgram(
                task.architecture(), task.samples(), task.number("tangents"), device, dtype, dtype == DType.FLOAT32);
        write(task, program);
        if (task.method().equals("primal")) {
            return same(() -> Task.Answer.of(program.primal()));
        }
        return same(() -> answer(program.dual()));
    }

    private static Task.Answer answer(Dual dual) {
        return Task.Answer.of(List.of(dual.primal(), dual.tangent()));
    }

    private void write(Case task, ModelProgram program) {
        if (dtype == DType.FLOAT64) {
            return; // the timed task has written it
        }
        Weights.write(task.folder().resolve(WEIGHTS), task.architecture(), program.parameters());
        ImageLayout.write(task.folder().resolve("x.npy"), program.x());
        ImageLayout.write(task.folder().resolve("t.npy"), program.t());
        ImageLayout.write(task.folder().resolve("v.npy"), program.v());
    }

    /** A solve with its JVP by a number of Euler steps; or, by the method "passes", the same number of single JVPs, each waited for. */
    private Task euler(Case task) {
        int steps = task.number("steps");
        ModelProgram program =
                new ModelProgram(task.architecture(), task.samples(), 1, device, dtype, dtype == DType.FLOAT32);
        write(task, program);
        if (task.method().equals("passes")) {
            return new Task(
                    device,
                    () -> {
                        for (int step = 0; step < steps; step++) {
                            program.runDual();
                        }
                        return Task.Answer.of(program.x());
                    },
                    () -> answer(program.dual()));
        }
        TimeGrid grid = TimeGrid.linspace(steps + 1);
        VelocityField field = dtype == DType.FLOAT32
                ? new RecordedField(program::velocity, device.currentArena())
                : program::velocity;
        OdeSolver solver = OdeSolver.euler();
        return same(() -> answer(Autodiff.jvp(x -> solver.solve(field, x, grid), program.x(), program.v())));
    }

    /** Adam's steps on one batch. The loss at the initial weights, and its gradient, are compared. */
    private Task training(Case task) {
        Architecture architecture = task.architecture();
        Specification specification = architecture.model().specification();
        VelocityModel model = architecture.velocityModel();
        Shape samples = task.samples();
        Tensor x0 = drawn(task, "x", samples, 1);
        Tensor x1 = drawn(task, "v", samples, 1);
        int[] one = samples.dims();
        Arrays.fill(one, 1, one.length, 1);
        double[] times = new Draws(SEED).uniforms(Draws.stream("bench t"), 0, one[0]);
        for (int i = 0; i < times.length; i++) {
            times[i] = (float) times[i];
        }
        Tensor t = device.tensor(dtype, Shape.of(one), times);
        ImageLayout.write(task.folder().resolve("t.npy"), t);
        Parameters drawn = ModelProgram.drawn(specification, device, dtype);
        if (dtype == DType.FLOAT32) {
            Weights.write(task.folder().resolve(WEIGHTS), architecture, drawn);
        }

        Objective objective = (where, format, step) -> pass -> FlowMatching.loss(model, pass, t, x0, x1);
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(),
                LearningRate.constant(Double.parseDouble(task.settings().get("rate"))),
                Optional.empty(),
                Optional.empty(),
                TrainingSettings.MOST_STEPS,
                samples.dims()[0],
                dtype,
                SEED);
        Supplier<Task.Answer> gradient = () -> {
            LossGradient result = LossGradient.of(
                    drawn,
                    specification.trainedNames(),
                    parameters -> Pass.training(parameters, SEED, 0),
                    pass -> FlowMatching.loss(model, pass, t, x0, x1));
            return Task.Answer.of(List.of(
                    Ops.reshape(result.loss(), Shape.of(1)), flat(specification, drawn.with(result.gradient()))));
        };
        if (dtype == DType.FLOAT64) {
            return new Task(device, gradient, gradient);
        }
        Trainer trainer = Trainer.start(device, new TrainingPlan(Map.of(), specification, objective, settings));
        return new Task(
                device,
                () -> {
                    double loss = trainer.advance();
                    return Task.Answer.of(device.scalar(dtype, loss));
                },
                gradient);
    }

    /** The elements of the trained parameters concatenated, by name, in PyTorch's axis order. */
    private DeviceTensor flat(Specification specification, Parameters values) {
        Map<String, Tensor> turned = new TreeMap<>(specification.toPyTorch(values));
        turned.keySet().retainAll(specification.trainedNames());
        List<double[]> parts = new ArrayList<>();
        turned.values().forEach(value -> parts.add(value.value().toDoubles()));
        double[] all = parts.stream().flatMapToDouble(Arrays::stream).toArray();
        return device.tensor(dtype, Shape.of(all.length), all);
    }

    /** Computes a case once, and writes it as the reference. */
    void writeReference(Case task) {
        Arena arena = device.arena();
        try {
            task(task).write(task.folder(), "reference");
        } finally {
            arena.close();
        }
    }
}
