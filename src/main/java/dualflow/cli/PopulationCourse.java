package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.NumericTable;
import dualflow.evaluation.ExcessMeasure;
import dualflow.evaluation.LossExcess;
import dualflow.figure.Drawing;
import dualflow.nn.Pass;
import dualflow.picture.LossPicture;
import dualflow.tensor.Device;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The population loss in the course of a training, where the law of the data is known; a run that goes on takes up what was written. */
final class PopulationCourse {
    private final Optional<Population> population;
    private final Optional<ExcessMeasure> measure;
    private final Path file;
    private final Trainer trainer;
    private final Device device;
    private final List<LossExcess> excess = new ArrayList<>();

    PopulationCourse(Optional<Population> population, RunFolder folder, Trainer trainer, Device device) {
        this.population = population;
        this.measure = population.map(known -> known.measure().apply(device));
        this.file = folder.file(Losses.EXCESS_CSV);
        this.trainer = trainer;
        this.device = device;
        if (population.isPresent() && trainer.step() > 0 && Files.exists(file)) {
            takeUp(NumericTable.read(file, Losses.EXCESS_COLUMNS));
        }
    }

    private void takeUp(NumericTable before) {
        for (int i = 0; i < before.rows(); i++) {
            long step = (long) before.column(0)[i];
            if (step <= trainer.step()) {
                excess.add(new LossExcess(step, before.column(1)[i], before.column(2)[i]));
            }
        }
    }

    /** Measures after a step, at some of them. */
    void at(long step) {
        if (measure.isPresent()
                && LossExcess.isAt(step, trainer.plan().settings().steps())) {
            Pass pass = Pass.evaluation(trainer.state().model());
            excess.add(measure.get()
                    .of(
                            (t, x) -> population.orElseThrow().model().velocity(pass, t, x),
                            step,
                            device,
                            trainer.plan().settings().dtype()));
        }
    }

    void write() {
        if (measure.isPresent()) {
            Csv.write(file, Losses.EXCESS_COLUMNS, Losses.rows(excess));
        }
    }

    /** The names of the files that {@link #write} writes. */
    List<String> written() {
        return measure.isPresent() ? List.of(Losses.EXCESS_CSV) : List.of();
    }

    Drawing draw(double[] losses) {
        OptionalDouble least = population.map(Population::least).orElse(OptionalDouble.empty());
        return LossPicture.draw(List.of(new LossPicture.Training("loss", losses, least, excess)));
    }
}
