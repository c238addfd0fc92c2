package dualflow.train;

import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
import dualflow.data.NumericArray;
import dualflow.data.Safetensors;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.Device;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of a training run up to a step. Its folder holds {@code model.safetensors}, which any program that reads such files can load as
 * the model, {@code mean.safetensors} and {@code square.safetensors} of the optimiser, {@code average.safetensors} where a moving
 * average is kept, which is the model with averaged parameters, and {@code training.safetensors} with the losses and, in its metadata, all
 * that determines the run.
 *
 * @param state the state of the run
 * @param losses the loss of each step taken
 */
record Checkpoint(TrainingState state, double[] losses) {
    private static final String MEAN = "mean.safetensors";
    private static final String SQUARE = "square.safetensors";
    private static final String AVERAGE = "average.safetensors";
    private static final String TRAINING = "training.safetensors";
    private static final String LOSSES = "losses";
    private static final String STEP = "step";

    /** The files to write, by name. A number that is not finite gives a {@link TrainingException} at that point. */
    Map<String, AtomicFile.Body> files(TrainingPlan plan) {
        Specification all = plan.specification();
        Specification trained = trained(all);
        Map<String, String> about = about(plan);
        Map<String, AtomicFile.Body> files = new LinkedHashMap<>();
        files.put(RunFolder.MODEL, weights(all, state.parameters(), about));
        files.put(MEAN, weights(trained, state.optimizer().mean(), Map.of()));
        files.put(SQUARE, weights(trained, state.optimizer().square(), Map.of()));
        if (state.average().isPresent()) {
            files.put(AVERAGE, model(plan));
        }
        files.put(TRAINING, Safetensors.contents(Map.of(LOSSES, NumericArray.of(losses, losses.length)), about));
        return files;
    }

    /** The file of the model to use, with the moving average where one is kept. */
    AtomicFile.Body model(TrainingPlan plan) {
        return weights(plan.specification(), state.model(), about(plan));
    }

    private Map<String, String> about(TrainingPlan plan) {
        Map<String, String> about = new LinkedHashMap<>(plan.identity());
        about.put(STEP, Long.toString(state.step()));
        return about;
    }

    /** Copied from the device when the file is written, so that only one file at a time is in memory. */
    private AtomicFile.Body weights(Specification specification, Parameters values, Map<String, String> about) {
        return out -> {
            Map<String, NumericArray> arrays = Weights.arrays(specification, values);
            arrays.forEach(this::requireFinite);
            Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt"));
            metadata.putAll(about);
            Safetensors.contents(arrays, metadata).writeTo(out);
        };
    }

    private void requireFinite(String name, NumericArray array) {
        for (int i = 0; i < array.header().count(); i++) {
            double number = array.numbers().applyAsDouble(i);
            if (!Double.isFinite(number)) {
                throw new TrainingException(
                        "After " + state.step() + " steps the parameter " + name + " or a moment of it is " + number
                                + ": train with a smaller learning rate, or clip the gradient.");
            }
        }
    }

    /**
     * Reads a checkpoint.
     *
     * @throws BadFileException if it is damaged, or belongs to another run, in which case the first difference is named
     */
    static Checkpoint read(Path folder, TrainingPlan plan, Device device) {
        RunFolder.requireWhole(folder);
        try (Safetensors training = Safetensors.open(folder.resolve(TRAINING))) {
            requireSameRun(folder, training.metadata(), plan.identity());
            Specification all = plan.specification();
            Specification trained = trained(all);
            double[] losses = training.doubles(LOSSES);
            Parameters parameters = weights(folder.resolve(RunFolder.MODEL), all, plan, device);
            Parameters mean = weights(folder.resolve(MEAN), trained, plan, device);
            Parameters square = weights(folder.resolve(SQUARE), trained, plan, device);
            Optional<Parameters> average =
                    plan.settings().average().map(a -> weights(folder.resolve(AVERAGE), trained, plan, device));
            Adam.State optimizer = new Adam.State(losses.length, mean, square);
            return new Checkpoint(new TrainingState(parameters, optimizer, average), losses);
        }
    }

    private static Parameters weights(Path file, Specification specification, TrainingPlan plan, Device device) {
        return Weights.read(file, specification, device, plan.settings().dtype())
                .parameters();
    }

    private static void requireSameRun(Path folder, Map<String, String> found, Map<String, String> wanted) {
        Map<String, String> all = new LinkedHashMap<>(wanted);
        found.forEach(all::putIfAbsent);
        all.remove(STEP);
        for (String key : all.keySet()) {
            String there = found.getOrDefault(key, "none");
            String here = wanted.getOrDefault(key, "none");
            if (!there.equals(here)) {
                throw new BadFileException("The checkpoint " + folder + " is of another run, with " + key + " " + there
                        + " where this one has " + here
                        + ": give the options of that run, or begin a new one in another folder.");
            }
        }
    }

    private static Specification trained(Specification specification) {
        return new Specification(
                specification.parameters().stream().filter(Parameter::trained).toList());
    }
}
