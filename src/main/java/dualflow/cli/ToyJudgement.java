package dualflow.cli;

import dualflow.data.NotFiniteException;
import dualflow.data.RunRecord;
import dualflow.evaluation.FlowQuality;
import dualflow.evaluation.PlaneView;
import dualflow.evaluation.PointFlow;
import dualflow.evaluation.ToyDensity;
import dualflow.evaluation.ToySamples;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.Tolerances;
import dualflow.picture.PlanePanels;
import dualflow.tensor.Arena;
import dualflow.tensor.Device;
import dualflow.train.GradientVariance;
import dualflow.train.Trainer;
import dualflow.train.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Judges a trained flow of toy data by held-out samples.
 *
 * @param toy what was trained
 * @param heldOut how many samples
 */
record ToyJudgement(ToyTraining toy, int heldOut) {
    private static final int BATCHES = 32;

    /** The judgement, and what the training cost. */
    record Result(
            FlowQuality quality,
            double exactLogLikelihood,
            GradientVariance gradient,
            OptionalDouble stepSeconds,
            int heldOut,
            int batch,
            double tolerance) {
        void print(PrintWriter out) {
            Table.print(
                    out,
                    List.of(
                            List.of(
                                    "log-likelihood of " + heldOut + " held-out samples",
                                    text(
                                            "%.4f, standard error %.4f; under their own law %.4f",
                                            quality.logLikelihood(), quality.standardError(), exactLogLikelihood)),
                            List.of(
                                    "sliced Wasserstein-2 distance of the flow's samples to them",
                                    text("%.4f, of other data %.4f", quality.distance(), quality.dataDistance())),
                            List.of("the same of samples in one step", text("%.4f", quality.oneStepDistance())),
                            List.of(
                                    "evaluations of the velocity for samples",
                                    text("%d, at a tolerance of %.0e", quality.evaluations(), tolerance)),
                            List.of(
                                    "variance of the gradient of " + batch + " samples",
                                    text("%.3g, over %d batches", gradient.variance(), BATCHES)),
                            List.of("time of a step", seconds())));
        }

        /** In milliseconds. */
        String seconds() {
            return stepSeconds.isPresent() ? text("%.1f ms", 1e3 * stepSeconds.getAsDouble()) : "not measured";
        }

        void record(RunRecord record) {
            record.put("held-out samples", heldOut);
            record.put("log-likelihood", quality.logLikelihood());
            record.put("log-likelihood, standard error", quality.standardError());
            record.put("log-likelihood under their own law", exactLogLikelihood);
            record.put("sliced Wasserstein-2 distance", quality.distance());
            record.put("sliced Wasserstein-2 distance in one step", quality.oneStepDistance());
            record.put("sliced Wasserstein-2 distance of other data", quality.dataDistance());
            record.put("evaluations of the velocity", quality.evaluations());
            record.put("tolerance", tolerance);
            record.put("variance of the gradient", gradient.variance());
            record.put("squared norm of the mean gradient", gradient.squaredNorm());
        }

        private static String text(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }

    /**
     * Judges the flow of a trainer.
     *
     * @throws NotFiniteException if the flow cannot be solved
     */
    Result of(Trainer trainer, Device device, OptionalDouble stepSeconds, PrintWriter err) {
        TrainingSettings settings = trainer.plan().settings();
        ToySamples samples = toy.toy(settings);
        double[] data = samples.heldOut(0, heldOut);
        double[] other = samples.heldOut(heldOut, heldOut);
        FlowQuality quality;
        try (RunProgress progress = new RunProgress(err, "held-out points and samples", 2L * heldOut)) {
            quality = withFlow(
                    trainer,
                    device,
                    flow -> FlowQuality.of(
                            flow,
                            solver(settings),
                            data,
                            other,
                            settings.seed(),
                            device,
                            settings.dtype(),
                            progress::at));
        }
        GradientVariance gradient =
                GradientVariance.of(device, trainer.plan(), trainer.state().parameters(), settings.steps(), BATCHES);
        double exact = Arrays.stream(ToyDensity.log(toy.data(), data)).average().orElseThrow();
        Result result =
                new Result(quality, exact, gradient, stepSeconds, heldOut, settings.batch(), tolerance(settings));
        return Finite.require(result, settings.dtype());
    }

    /** Draws the flow of a trainer as flow.png, and so on, and returns the names of the files. */
    List<String> draw(Trainer trainer, Device device, PictureOptions pictures, Path folder, PrintWriter err) {
        TrainingSettings settings = trainer.plan().settings();
        double[] data = toy.toy(settings).heldOut(0, heldOut);
        PlaneView view = withFlow(
                trainer,
                device,
                flow -> PlaneView.of(flow, solver(settings), data, settings.seed(), device, settings.dtype()));
        String title = "The flow to " + Values.written(toy.data()) + ", trained by " + Values.written(toy.loss());
        return pictures.write(folder, "flow", () -> PlanePanels.draw(title, view), err);
    }

    private <T> T withFlow(Trainer trainer, Device device, Function<PointFlow, T> use) {
        Arena arena = device.arena();
        try {
            return use.apply(toy.flow(
                    trainer.state().model(), device, trainer.plan().settings().dtype()));
        } catch (OdeException e) {
            throw new NotFiniteException("The trained flow could not be solved: " + e.getMessage() + ".");
        } finally {
            arena.close();
        }
    }

    private static double tolerance(TrainingSettings settings) {
        return SolverChoice.usualTolerance(settings.dtype());
    }

    private static OdeSolver solver(TrainingSettings settings) {
        return OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_5, Tolerances.of(tolerance(settings)));
    }
}
