package dualflow.train;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Trains to the last step, with checkpoints on the way.
 *
 * @param folder where the checkpoints go
 * @param every after how many steps each is written
 * @param longest after what time one is written in any case
 * @param listener follows the run
 */
public record TrainingLoop(RunFolder folder, long every, Duration longest, Listener listener) {
    /** Follows a run. */
    public interface Listener {
        /**
         * A step was taken.
         *
         * @param done how many steps are done now
         * @param loss its loss
         * @return whether to go on; otherwise the run stops here, with a checkpoint
         */
        boolean stepped(long done, double loss);

        /**
         * A checkpoint was written, and is on the disk.
         *
         * @param checkpoint its folder
         * @param losses the loss of each step up to it
         */
        void saved(Path checkpoint, double[] losses);
    }

    /**
     * Checks the distance.
     *
     * @param folder where the checkpoints go
     * @param every at least 1
     * @param longest after what time one is written in any case
     * @param listener follows the run
     * @throws IllegalArgumentException if the distance is less
     */
    public TrainingLoop {
        if (every < 1) {
            throw new IllegalArgumentException("a checkpoint is written after 1 step or more, got " + every);
        }
    }

    /**
     * Trains.
     *
     * @param trainer the trainer, at any step; its last step is taken afterwards, unless the listener stopped it before
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
