package dualflow.graph;

import dualflow.data.BadFileException;
import dualflow.data.CelebaAttributes;
import dualflow.data.NumericTable;
import dualflow.data.Quoted;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reads observations: labels of images as CelebA lists them, or a table of numbers. */
public final class ObservationsFile {
    private final Path file;
    private final boolean isLabels;
    private CelebaAttributes attributes;

    /**
     * A file, of which only the first lines are read yet.
     *
     * @param file CelebA's {@code list_attr_celeba.txt}, one like it, also as CSV, or a CSV of numbers under names
     * @throws BadFileException if there is no such file, or it cannot be read
     */
    public ObservationsFile(Path file) {
        this.file = file;
        isLabels = CelebaAttributes.isOne(file);
    }

    /**
     * Whether these are labels of images.
     *
     * @return true for labels, false for a table of numbers
     */
    public boolean isLabels() {
        return isLabels;
    }

    /**
     * The columns of the file.
     *
     * @return their names, in the order of the file
     */
    public List<String> names() {
        return isLabels ? attributes().names() : NumericTable.names(file);
    }

    private CelebaAttributes attributes() {
        if (attributes == null) {
            attributes = CelebaAttributes.read(file);
        }
        return attributes;
    }

    /**
     * Reads the observations for a test.
     *
     * @param columns the names of the columns to take; empty for all
     * @param test the test
     * @return the observations, of binary variables where the test needs them
     * @throws BadFileException if the file is not of its format, lacks a column, or has one that is not binary where that is needed
     */
    public Observations read(List<String> columns, TestName test) {
        if (isLabels) {
            return labels(columns);
        }
        NumericTable table = NumericTable.read(file, columns);
        return test.isOfBinaryVariables() ? binary(table) : new NumericColumns(table.names(), columns(table));
    }

    private Observations labels(List<String> columns) {
        List<String> all = attributes().names();
        List<String> names = columns.isEmpty() ? all : columns;
        int[] at = names.stream().mapToInt(all::indexOf).toArray();
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 0) {
                throw new BadFileException("The file " + file + " has no attribute " + Quoted.of(names.get(i))
                        + "; it has "
                        + String.join(", ", all.stream().map(Quoted::plain).toList()) + ".");
            }
        }
        PackedColumns.Builder rows = new PackedColumns.Builder(names);
        byte[] row = new byte[at.length];
        for (byte[] values : attributes().values()) {
            for (int i = 0; i < at.length; i++) {
                row[i] = values[at[i]];
            }
            rows.add(row);
        }
        return rows.build();
    }

    private static double[][] columns(NumericTable table) {
        return IntStream.range(0, table.names().size()).mapToObj(table::column).toArray(double[][]::new);
    }

    /** The greater of a column's two values is 1. */
    private PackedColumns binary(NumericTable table) {
        double[][] columns = columns(table);
        double[] greater = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            double[] values = Arrays.stream(columns[i]).distinct().limit(3).toArray();
            if (values.length > 2) {
                throw new BadFileException(
                        "The column " + Quoted.of(table.names().get(i)) + " of the file " + file
                                + " has more than two values, where a test of counts needs two: choose --test fisher-z.");
            }
            greater[i] = Arrays.stream(values).max().orElseThrow();
        }
        PackedColumns.Builder rows = new PackedColumns.Builder(table.names());
        byte[] row = new byte[columns.length];
        for (int r = 0; r < columns[0].length; r++) {
            for (int i = 0; i < columns.length; i++) {
                row[i] = (byte) (columns[i][r] == greater[i] ? 1 : 0);
            }
            rows.add(row);
        }
        return rows.build();
    }
}
