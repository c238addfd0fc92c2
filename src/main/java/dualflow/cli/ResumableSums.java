package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.NumericArray;
import dualflow.data.OutputException;
import dualflow.data.Safetensors;
import dualflow.dependency.DependenceSums;
import dualflow.dependency.JvpEstimator;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * A run over samples that can be broken off: from time to time the sums so far are written, and the same command goes on from there, with the same
 * bits in the end.
 *
 * @param file the file of the sums
 * @param settings what determines the run, as text by name
 */
record ResumableSums(Path file, Map<String, String> settings) {
    private static final String SUMS = "sums";
    private static final long SAVE_EVERY = 30_000_000_000L;

    /**
     * Sums samples, from where the file ends if there is one.
     *
     * @param sums empty sums
     * @param samples the number of samples
     * @param progress is told the number of completed samples
     * @param stop whether to end early, asked after each chunk
     * @return true if all samples are there; else the sums so far are in the file, if there is anything to go on from
     * @throws BadFileException if the file is damaged, or of a run with other settings; the first difference is named
     */
    boolean run(
            JvpEstimator estimator,
            Device device,
            DType dtype,
            DependenceSums sums,
            long samples,
            LongConsumer progress,
            BooleanSupplier stop) {
        if (Files.exists(file)) {
            restore(sums);
        }
        if (sums.samples() < samples) {
            long[] saved = {System.nanoTime()};
            estimator.runWhile(device, dtype, sums.samples(), samples - sums.samples(), chunk -> {
                sums.add(chunk);
                progress.accept(sums.samples());
                boolean stops = stop.getAsBoolean();
                if (sums.canBeSaved() && (stops || System.nanoTime() - saved[0] > SAVE_EVERY)) {
                    save(sums);
                    saved[0] = System.nanoTime();
                }
                return !stops;
            });
        }
        if (sums.samples() < samples) {
            return false;
        }
        sums.finish();
        return true;
    }

    private void save(DependenceSums sums) {
        double[] state = sums.state();
        Safetensors.write(file, Map.of(SUMS, NumericArray.of(state, state.length)), settings);
    }

    private void restore(DependenceSums sums) {
        try (Safetensors entries = Safetensors.open(file)) {
            Map<String, String> all = new LinkedHashMap<>(settings);
            entries.metadata().forEach(all::putIfAbsent);
            for (String key : all.keySet()) {
                String there = entries.metadata().getOrDefault(key, "none");
                String here = settings.getOrDefault(key, "none");
                if (!there.equals(here)) {
                    throw new BadFileException("The sums in " + file + " are of a run with " + key + " " + there
                            + " where this one has " + here
                            + ": give the options of that run, or name another --out.");
                }
            }
            if (!entries.names().contains(SUMS)) {
                throw new BadFileException("The file " + file + " holds no sums: delete it to begin anew.");
            }
            sums.restore(entries.doubles(SUMS));
        } catch (IllegalArgumentException e) {
            throw new BadFileException("The sums in " + file + " are damaged: delete it to begin anew.", e);
        }
    }

    /** Deletes the file, once the results are written. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutputException("The file " + file + " cannot be deleted, though all results are written.", e);
        }
    }
}
