package dualflow.cli;

import dualflow.data.BadFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data of the paper's experiments in a folder, found by the names under which they are published.
 *
 * @param images MNIST's test split
 * @param digits its labels
 * @param attributes CelebA's labels
 */
record ReportData(Optional<Path> images, Optional<Path> digits, Optional<Path> attributes) {
    private static final int DEEPEST = 3;

    /** No data. */
    static final ReportData NONE = new ReportData(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Looks for the data.
     *
     * @param folder the folder, or one above it
     * @throws BadFileException if it is no folder that can be read, or has none of the data
     */
    static ReportData in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException(
                    "There is no folder " + folder + ": name the one of the data, or leave --data out.");
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadFileException("The folder " + folder + " cannot be read: check its permissions.", e);
        }
        ReportData data = new ReportData(
                find(files, "t10k-images[.-]idx3-ubyte(\\.gz)?"),
                find(files, "t10k-labels[.-]idx1-ubyte(\\.gz)?"),
                find(files, "list_attr_celeba.*\\.txt"));
        if (data.equals(NONE)) {
            throw new BadFileException("The folder " + folder + " has no t10k-images-idx3-ubyte with its labels and no"
                    + " list_attr_celeba.txt, down to " + DEEPEST
                    + " folders deep: name the folder of the data, or leave --data out.");
        }
        return data;
    }

    private static Optional<Path> find(List<Path> files, String name) {
        return files.stream()
                .filter(file -> file.getFileName().toString().matches(name))
                .findFirst();
    }

    boolean hasDigits() {
        return images.isPresent() && digits.isPresent();
    }

    /** The files that were found. */
    Stream<Path> files() {
        return Stream.of(images, digits, attributes).flatMap(Optional::stream);
    }
}
