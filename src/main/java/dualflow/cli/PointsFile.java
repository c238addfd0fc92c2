package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Points;
import dualflow.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads points, one a row, from a CSV file or an npy array. */
final class PointsFile {
    private PointsFile() {}

    /**
     * Points of so many numbers.
     *
     * @return [n, d], row-major
     * @throws BadFileException if a row has another length, or does not hold finite numbers of the format
     */
    static double[] read(Path file, List<Integer> sample, DType dtype) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
            int d = sample.stream().reduce(1, Math::multiplyExact);
            return Points.readCsv(file, d, dtype);
        }
        ArrayFile array = ArrayFile.read(file, dtype);
        List<Long> expected = sample.stream().map(Integer::longValue).toList();
        int rank = array.shape().size();
        if (rank != expected.size() + 1 || !array.shape().subList(1, rank).equals(expected)) {
            throw array.refused("has the shape " + array.shape() + "; points of this flow are [n, "
                    + String.join(", ", sample.stream().map(String::valueOf).toList()) + "].");
        }
        return array.values();
    }
}
