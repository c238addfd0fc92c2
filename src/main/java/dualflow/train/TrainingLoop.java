package dualflow.train;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Trains to the last step, writing checkpoints on the way.
 *
 * @param folder where the checkpoints are written
 * @param every the number of steps between checkpoints
 * @param longest the longest time between checkpoints
 * @param listener observes the run
 */
public record TrainingLoop(RunFolder folder, long every, Duration longest, Listener listener) {
    /** Observes a run. */
    public interface Listener {
        /**
         * A step was taken.
         *
         * @param done the number of steps done so far
         * @param loss its loss
         * @return whether to continue; otherwise the run stops here, with a checkpoint
         */
        boolean stepped(long done, double loss);

        /**
         * A checkpoint was written, and is on disk.
         *
         * @param checkpoint its folder
         * @param losses the loss of each step up to it
         */
        void saved(Path checkpoint, double[] losses);
    }

    /**
     * Checks the interval.
     *
     * @param folder where the checkpoints are written
     * @param every at least 1
     * @param longest the longest time between checkpoints
     * @param listener observes the run
     * @throws IllegalArgumentException if the interval is less
     */
    public TrainingLoop {
        if (every < 1) {
            throw new IllegalArgumentException("a checkpoint is written after 1 step or more, got " + every);
        }
    }

    /**
     * Trains.
     *
     * @param trainer the trainer, at any step; afterwards its last step has been taken, unless the listener stopped it before
     * @throws TrainingException if a loss or a parameter is not finite
     * @throws dualflow.data.OutputException if a checkpoint cannot be written; those before it are kept
     */
    public void run(Trainer trainer) {
        long saved = System.nanoTime();
        boolean goOn = true;
        while (goOn && !trainer.isDone()) {
            double loss = trainer.advance();
            long done = trainer.step();
            goOn = listener.stepped(done, loss);
            boolean isDue = done % every == 0 || System.nanoTime() - saved >= longest.toNanos();
            if (isDue || trainer.isDone() || !goOn) {
                listener.saved(trainer.save(folder), trainer.losses());
                saved = System.nanoTime();
            }
        }
    }
}
