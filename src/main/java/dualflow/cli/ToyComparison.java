package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.tensor.Device;
import dualflow.train.GradientVariance;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Trains the same flow by each loss and coupling, and compares. Each training has a folder of its own, in which it goes on if it was interrupted.
 *
 * @param base the data, the path and the size of the networks
 * @param heldOut how many held-out samples
 * @param settings how to train
 * @param likelihoodSettings the same for maximum likelihood, in fewer steps, as each takes far longer
 * @param out the folder for the trainings and the table
 * @param pictures the formats of their pictures
 */
record ToyComparison(
        ToyTraining base,
        int heldOut,
        TrainingSettings settings,
        TrainingSettings likelihoodSettings,
        Path out,
        PictureOptions pictures) {
    private static final int BATCHES = 32;
    private static final String CSV = "comparison.csv";

    /** One training of the comparison. */
    private record Row(ToyTraining training, TrainingSettings settings, ToyJudgement.Result result) {
        String loss() {
            return Values.written(training.loss());
        }

        String coupling() {
            return training.loss() == ToyLoss.LIKELIHOOD ? "" : Values.written(training.coupling());
        }
    }

    /** The variance of the gradient with independent and with transported pairs at the same parameters. */
    private record Pairs(GradientVariance independent, GradientVariance transported) {}

    private List<ToyTraining> trainings() {
        return List.of(
                base.with(ToyLoss.FM, CouplingName.INDEPENDENT),
                base.with(ToyLoss.FM, CouplingName.OT),
                base.with(ToyLoss.MEANFLOW, CouplingName.INDEPENDENT),
                base.with(ToyLoss.LIKELIHOOD, CouplingName.INDEPENDENT));
    }

    private Path folder(ToyTraining training) {
        return out.resolve(Values.written(training.loss())
                + (training.coupling() == CouplingName.OT ? "-" + Values.written(training.coupling()) : ""));
    }

    /** Whether there are checkpoints of its trainings already, from which it goes on. */
    boolean hasBegun() {
        return trainings().stream()
                .anyMatch(training -> RunFolder.last(folder(training)).isPresent());
    }

    /**
     * Compares, and goes on where the trainings were interrupted.
     *
     * @return false if the user interrupted it
     */
    boolean run(Device device, RunRecord record, PrintWriter text, PrintWriter err) {
        List<Row> rows = new ArrayList<>();
        Optional<Pairs> pairs = Optional.empty();
        for (ToyTraining training : trainings()) {
            boolean isLikelihood = training.loss() == ToyLoss.LIKELIHOOD;
            TrainingSettings own = isLikelihood ? likelihoodSettings : settings;
            TrainingPlan plan = training.task(own).plan(own);
            Path run = folder(training);
            err.println(run.getFileName() + ":");
            FlowTraining course = new FlowTraining(err);
            try (RunFolder folder = RunFolder.open(run);
                    Trainer trainer = course.trainer(device, plan, RunFolder.last(run))) {
                if (!course.run(trainer, Optional.of(folder))) {
                    return false;
                }
                trainer.writeModel(folder.file(RunFolder.MODEL));
                ToyJudgement judgement = new ToyJudgement(training, heldOut);
                rows.add(new Row(training, own, judgement.of(trainer, device, course.medianSeconds(), err)));
                judgement.draw(trainer, device, pictures, folder.file(""), err);
                if (pairs.isEmpty()) {
                    pairs = Optional.of(pairs(trainer, device));
                }
            }
        }
        print(rows, pairs.orElseThrow(), text);
        write(rows);
        record.put("held-out samples", heldOut);
        record.put("batch", settings.batch());
        record.put(
                "pairs, variance of the gradient, independent",
                pairs.orElseThrow().independent().variance());
        record.put(
                "pairs, variance of the gradient, transported",
                pairs.orElseThrow().transported().variance());
        return true;
    }

    private Pairs pairs(Trainer trainer, Device device) {
        ToyTraining transported = base.with(ToyLoss.FM, CouplingName.OT);
        return new Pairs(
                GradientVariance.of(device, trainer.plan(), trainer.state().parameters(), settings.steps(), BATCHES),
                GradientVariance.of(
                        device,
                        transported.task(settings).plan(settings),
                        trainer.state().parameters(),
                        settings.steps(),
                        BATCHES));
    }

    private void print(List<Row> rows, Pairs pairs, PrintWriter text) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "loss",
                "pairs",
                "steps",
                "a step",
                "gradient's variance",
                "log-likelihood",
                "standard error",
                "distance",
                "in one step",
                "evaluations"));
        for (Row row : rows) {
            ToyJudgement.Result result = row.result();
            table.add(List.of(
                    row.loss(),
                    row.coupling(),
                    Long.toString(row.settings().steps()),
                    result.seconds(),
                    number("%.3g", result.gradient().variance()),
                    number("%.4f", result.quality().logLikelihood()),
                    number("%.4f", result.quality().standardError()),
                    number("%.4f", result.quality().distance()),
                    number("%.4f", result.quality().oneStepDistance()),
                    Long.toString(result.quality().evaluations())));
        }
        Table.print(text, table);
        ToyJudgement.Result first = rows.get(0).result();
        text.printf(
                Locale.ROOT,
                "Log-likelihood of %d held-out samples, %.4f under their own law; sliced Wasserstein-2 distance of as many samples to them, %.4f for other data;"
                        + " evaluations of the velocity for samples at a tolerance of %.0e.%n",
                heldOut,
                first.exactLogLikelihood(),
                first.quality().dataDistance(),
                first.tolerance());
        text.printf(
                Locale.ROOT,
                "Variance of the gradient of fm at the same parameters, those trained with independent pairs: %.3g with independent pairs, %.3g with"
                        + " transported ones.%n",
                pairs.independent().variance(),
                pairs.transported().variance());
        text.println("Written: " + out.resolve(CSV) + ".");
        text.flush();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void write(List<Row> rows) {
        List<List<Object>> lines = new ArrayList<>();
        for (Row row : rows) {
            OptionalDouble seconds = row.result().stepSeconds();
            lines.add(Arrays.asList(
                    row.loss(),
                    row.coupling(),
                    row.settings().steps(),
                    seconds.isPresent() ? seconds.getAsDouble() : null,
                    row.result().gradient().variance(),
                    row.result().quality().logLikelihood(),
                    row.result().quality().standardError(),
                    row.result().quality().distance(),
                    row.result().quality().oneStepDistance(),
                    row.result().quality().dataDistance(),
                    row.result().quality().evaluations()));
        }
        Csv.write(
                out.resolve(CSV),
                List.of(
                        "loss",
                        "coupling",
                        "steps",
                        "stepSeconds",
                        "gradientVariance",
                        "logLikelihood",
                        "standardError",
                        "distance",
                        "oneStepDistance",
                        "dataDistance",
                        "evaluations"),
                lines);
    }
}
