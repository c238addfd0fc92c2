package dualflow.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A number that the paper prints in its Table 5 or 6, as {@code reference-data/experiment/printed.csv} has it; the file states their origin.
 *
 * @param text the number with the digits that are printed
 * @param samples how many samples it is of
 */
public record PrintedNumber(String text, int samples) {
    private static final String RESOURCE = "/reference-data/experiment/printed.csv";

    /**
     * Reads a number from the file, which is in the jar.
     *
     * @param item the table, such as {@code Table 5}
     * @param quantity {@code empirical}, {@code estimated} or {@code conditional}
     * @return the number
     * @throws IllegalArgumentException if the file has none of that name
     */
    public static PrintedNumber of(String item, String quantity) {
        try (InputStream in = PrintedNumber.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String[] cells = lines.lines()
                    .map(line -> line.split(",", -1))
                    .filter(line -> line[0].equals(item) && line[1].equals(quantity))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(RESOURCE + " has no " + quantity + " of " + item));
            return new PrintedNumber(cells[2], Integer.parseInt(cells[3]));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + RESOURCE + " inside the jar cannot be read.", e);
        }
    }

    /**
     * The number.
     *
     * @return its value
     */
    public double value() {
        return Double.parseDouble(text);
    }
}
