package dualflow.cli;

import dualflow.tensor.Device;
import dualflow.train.RunFolder;
import dualflow.train.Trainer;
import dualflow.train.TrainingLoop;
import dualflow.train.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trains a flow of images within another command, and estimates after a few steps how long it will take. */
final class FlowTraining {
    private static final int CHECKPOINT_EVERY = 500;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The number of untimed steps at the beginning, in which kernels are built. */
    private static final int WARM_UP = 2;

    private static final int TIMED = 4;

    private final PrintWriter err;
    private final StepTimes times = new StepTimes();
    private long timed;

    FlowTraining(PrintWriter err) {
        this.err = err;
    }

    /** A trainer at a checkpoint, or before its first step if there is none. */
    Trainer trainer(Device device, TrainingPlan plan, Optional<Path> checkpoint) {
        checkpoint.ifPresent(path -> err.println("going on from " + path));
        return checkpoint.map(path -> Trainer.resume(device, plan, path)).orElseGet(() -> Trainer.start(device, plan));
    }

    /**
     * Trains to the last step, writing checkpoints if there is a folder.
     *
     * @return true if training finished; false if the user interrupted it
     */
    boolean run(Trainer trainer, Optional<RunFolder> folder) {
        long first = trainer.step();
        long steps = trainer.plan().settings().steps();
        try (Interruption interruption = new Interruption(err, "Interrupted: the run ends after this step.");
                RunProgress progress = new RunProgress(err, "steps", steps)) {
            TrainingLoop.Listener listener = new TrainingLoop.Listener() {
                @Override
                public boolean stepped(long done, double loss) {
                    times.end();
                    time(done - first, steps - done);
                    progress.at(done, () -> "loss " + Losses.told(trainer.losses()));
                    times.begin();
                    return !interruption.isWanted();
                }

                @Override
                public void saved(Path checkpoint, double[] losses) {
                    folder.ifPresent(f -> Losses.write(f.file(Losses.CSV), losses));
                    times.begin();
                }
            };
            times.begin();
            if (folder.isPresent()) {
                new TrainingLoop(folder.get(), CHECKPOINT_EVERY, LONGEST, listener).run(trainer);
            } else {
                boolean goOn = true;
                while (goOn && !trainer.isDone()) {
                    double loss = trainer.advance();
                    goOn = listener.stepped(trainer.step(), loss);
                }
            }
        }
        return trainer.isDone();
    }

    /** The median duration of a step; empty if none was taken. */
    OptionalDouble medianSeconds() {
        return times.medianSeconds();
    }

    private void time(long taken, long left) {
        if (taken == WARM_UP) {
            timed = System.nanoTime();
        } else if (taken == WARM_UP + TIMED && left > 0) {
            double seconds = (System.nanoTime() - timed) / 1e9 / TIMED;
            err.printf(
                    Locale.ROOT,
                    "a step takes %.2f s, so the training ends in about %s%n",
                    seconds,
                    told(left * seconds));
            err.flush();
        }
    }

    /** A duration in words. */
    static String told(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 90 * 60
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
