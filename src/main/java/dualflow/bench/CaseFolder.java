package dualflow.bench;

import dualflow.data.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folder through which ours and the peers exchange the numbers of a case. */
final class CaseFolder implements AutoCloseable {
    private final Path parent;
    private final Path place;

    /** A folder among those of temporary files. */
    CaseFolder() throws IOException {
        parent = Files.createTempDirectory("dualflow-bench");
        place = parent.resolve("case");
    }

    Path path() {
        return place;
    }

    /** Makes the folder, or empties it. */
    void clear() {
        delete(place);
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a case can be made", e);
        }
    }

    /**
     * How far a task's answer is from the reference in float64.
     *
     * @param id the task
     * @param say is told where the answer is of another shape
     */
    ComparisonRow.Deviation deviation(String id, Consumer<String> say) {
        try {
            return new ComparisonRow.Deviation(error(id, "primal"), error(id, "tangent"));
        } catch (OtherShapeException e) {
            say.accept("  " + id + " " + e.getMessage() + ".");
            return ComparisonRow.Deviation.OTHER_SHAPE;
        }
    }

    private OptionalDouble error(String id, String what) {
        Path file = place.resolve(id + "." + what + ".npy");
        Path exact = place.resolve("reference." + what + ".npy");
        if (!Files.exists(file) || !Files.exists(exact)) {
            return OptionalDouble.empty();
        }
        double[] y = Npy.read(file).doubles();
        double[] reference = Npy.read(exact).doubles();
        if (y.length != reference.length) {
            throw new OtherShapeException(
                    "gives a " + what + " of " + y.length + " numbers, where float64 gives " + reference.length);
        }
        return OptionalDouble.of(RelativeError.of(y, reference));
    }

    @Override
    public void close() {
        delete(parent);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be emptied", e);
        }
    }

    /** A result is of another shape than the reference. */
    private static final class OtherShapeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OtherShapeException(String message) {
            super(message);
        }
    }
}
