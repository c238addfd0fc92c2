package dualflow.cli;

import dualflow.cost.Cost;
import dualflow.data.IdxImages;
import dualflow.data.LabelledImages;
import dualflow.data.Sha256;
import dualflow.digits.DigitDraw;
import dualflow.digits.DigitScm;
import dualflow.digits.DigitStructure;
import dualflow.evaluation.RegressionFit;
import dualflow.experiment.CausalTriple;
import dualflow.experiment.GeneratedAttributes;
import dualflow.experiment.ImageCausalTest;
import dualflow.images.AttributeFlow;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.Architecture;
import dualflow.nn.Classifier;
import dualflow.nn.Parameters;
import dualflow.picture.SampleSheet;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One structure of the image world: makes its images, trains a flow and two regressors on them, each in a folder from which an interrupted
 * training goes on, and tests what the flow makes.
 */
final class ImageWorldRun {
    /** The structures that are tested where none are named. */
    static final List<String> USUAL = List.of("fork", "chain", "collider");

    /** How many directions are drawn at each point; they cost nothing, as J J^T is known there. */
    static final int DIRECTIONS = 200;

    private static final List<DigitStructure> ALL =
            List.of(DigitStructure.FORK, DigitStructure.CHAIN, DigitStructure.COLLIDER, DigitStructure.INDEPENDENT);

    private static final int REGRESSORS = 2;
    private static final int REGRESSOR_CHANNELS = 16;
    private static final int HELD_OUT_SHARE = 10;
    private static final int SHEET = 64;

    private final ImageWorldOptions options;
    private final LabelledImages digits;
    private final PictureFolder pictures;
    private final Path folder;
    private final long seed;
    private final int samples;
    private final ImageCausalTest.Sweep sweep;
    private final PrintWriter err;

    /**
     * A run of all structures.
     *
     * @param options how images are made and networks trained
     * @param pictures where the folders of the structures are
     * @param samples how many images the flow makes
     * @param seed the seed of all draws
     * @param sweep thresholds of the conditioning
     * @param err the error stream
     */
    ImageWorldRun(
            ImageWorldOptions options,
            PictureFolder pictures,
            int samples,
            long seed,
            ImageCausalTest.Sweep sweep,
            PrintWriter err) {
        this.options = options;
        this.digits =
                LabelledImages.read(options.files().get(0), options.files().get(1));
        this.pictures = pictures;
        this.folder = pictures.file("");
        this.samples = samples;
        this.seed = seed;
        this.sweep = sweep;
        this.err = err;
    }

    /**
     * What came out for a structure.
     *
     * @param test the table
     * @param fits how well each regressor measures images held out
     * @param seconds how long it took
     */
    record Result(ImageCausalTest test, List<List<RegressionFit>> fits, double seconds) {}

    /** The structures of these names, in the order of the table. */
    static List<CausalTriple> chosen(List<String> names, Subcommand command) {
        List<DigitStructure> chosen = new ArrayList<>();
        for (String name : names) {
            List<DigitStructure> named = ALL.stream()
                    .filter(structure -> name.equals("all") || name.strip().equals(structure.toString()))
                    .toList();
            if (named.isEmpty()) {
                throw command.usage("For '--structures' there is no '" + name
                        + "' in the images world; there are fork, chain, collider, independent and all.");
            }
            chosen.addAll(named);
        }
        return ALL.stream().filter(chosen::contains).map(CausalTriple::of).toList();
    }

    /** Tests a structure; empty if the user interrupted a training. */
    Optional<Result> run(CausalTriple triple, Device device, DType dtype) {
        long start = System.nanoTime();
        String name = triple.structure().toString();
        err.println(name + ": " + triple);
        List<DigitDraw> draws;
        try (RunProgress progress = new RunProgress(err, "images of the " + name, options.count())) {
            draws = new DigitScm(triple.structure(), digits, seed).draws(options.count(), Map.of(), progress::at);
        }
        IdxImages images = images(draws);
        RegressorData data = new RegressorData(
                images, scores(triple, draws), names(triple), Math.max(2, options.count() / HELD_OUT_SHARE));
        Arena arena = device.arena();
        try {
            err.println(name + ": the flow");
            TrainingCommand.Task task = TrainImagesCommand.task(
                    options.baseChannels(), options.flow(seed), images, origin(triple), options.files());
            Optional<Parameters> flow = train(task.plan(options.flow(seed)), name + "/flow", device, arena);
            List<Parameters> regressors = new ArrayList<>();
            for (int r = 0; r < REGRESSORS && flow.isPresent() && regressors.size() == r; r++) {
                err.println(name + ": regressor " + (r + 1));
                long own = seed + 1 + r;
                TrainingPlan plan = data.task(
                                REGRESSOR_CHANNELS, options.regressor(own), origin(triple), options.files())
                        .plan(options.regressor(own));
                train(plan, name + "/regressor-" + (r + 1), device, arena).ifPresent(regressors::add);
            }
            if (regressors.size() < REGRESSORS) {
                return Optional.empty();
            }
            List<List<RegressionFit>> fits = regressors.stream()
                    .map(each -> data.fits(REGRESSOR_CHANNELS, each, device, DType.FLOAT32))
                    .toList();
            LearnedImageFlow learned = new LearnedImageFlow(
                    Architecture.of(task.model()).velocityModel(), flow.get(), images.shape(), name);
            ImageCausalTest test = test(triple, draws, learned, regressors, data, device, dtype);
            return Optional.of(new Result(test, fits, (System.nanoTime() - start) / 1e9));
        } finally {
            arena.close();
        }
    }

    private ImageCausalTest test(
            CausalTriple triple,
            List<DigitDraw> draws,
            LearnedImageFlow flow,
            List<Parameters> regressors,
            RegressorData data,
            Device device,
            DType dtype) {
        Classifier model = (Classifier) data.architecture(REGRESSOR_CHANNELS).model();
        Shape image = data.images().shape();
        GeneratedAttributes made;
        try (RunProgress progress = new RunProgress(err, "generated images", samples)) {
            made = GeneratedAttributes.compute(
                    flow,
                    regressors.stream()
                            .map(each -> new AttributeFlow(flow, image, model, each).attributes(device, dtype))
                            .toList(),
                    device,
                    dtype,
                    options.solverSteps(),
                    samples,
                    seed,
                    progress::at);
        }
        double[] sheet = made.first(SHEET);
        pictures.at(folder.resolve(triple.structure().toString()))
                .draw("generated", () -> SampleSheet.draw(sheet, image), err);
        err.println(triple.structure() + ": measures " + samples + " generated images");
        return ImageCausalTest.compute(
                triple, draws, made.morphometry(image.dim(-3), image.dim(-2)), made.measured(), sweep);
    }

    private Optional<Parameters> train(TrainingPlan plan, String where, Device device, Arena arena) {
        TrainingCommand.requireMemory(Cost.ofTraining(plan), device, err);
        FlowTraining training = new FlowTraining(err);
        try (RunFolder run = RunFolder.open(folder.resolve(where));
                Trainer trainer = training.trainer(device, plan, RunFolder.last(folder.resolve(where)))) {
            if (!training.run(trainer, Optional.of(run))) {
                return Optional.empty();
            }
            trainer.writeModel(run.file(RunFolder.MODEL));
            trainer.state().model().tensors().forEach(arena::adopt);
            return Optional.of(trainer.state().model());
        }
    }

    /** What determines the images, so that no training goes on with others. */
    private Map<String, String> origin(CausalTriple triple) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("structure", triple.structure().toString());
        origin.put("images", Integer.toString(options.count()));
        origin.put("seed of the images", Long.toString(seed));
        origin.put("digits", Sha256.of(options.files().get(0)));
        return origin;
    }

    private static List<String> names(CausalTriple triple) {
        return triple.structure().variables().stream()
                .map(variable -> variable + RegressorData.SCORE)
                .toList();
    }

    /** The assigned scores, [images, variables]. */
    private static double[] scores(CausalTriple triple, List<DigitDraw> draws) {
        return draws.stream()
                .flatMapToDouble(draw -> triple.structure().variables().stream().mapToDouble(draw.scores()::get))
                .toArray();
    }

    private IdxImages images(List<DigitDraw> draws) {
        int size = digits.images().height() * digits.images().width();
        byte[] pixels = new byte[Math.multiplyExact(draws.size(), size)];
        for (int i = 0; i < draws.size(); i++) {
            System.arraycopy(draws.get(i).pixels(), 0, pixels, i * size, size);
        }
        return new IdxImages(
                draws.size(), digits.images().height(), digits.images().width(), pixels);
    }
}
