package dualflow.cli;

import dualflow.figure.Drawing;
import dualflow.figure.Format;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option that says in which formats pictures are written, as a mixin. */
final class PictureOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "The formats of pictures: png, svg or pdf, or several with commas (default: png).")
    private List<Format> formats;

    PictureOptions() {}

    /** Whether a format was named. */
    boolean isGiven() {
        return formats != null;
    }

    /**
     * Writes a picture in each format.
     *
     * @param folder where
     * @param name its name without an ending
     * @param drawing draws it
     * @param err receives a message for each that cannot be drawn
     * @return the names of the files that were written
     */
    List<String> write(Path folder, String name, Supplier<Drawing> drawing, PrintWriter err) {
        List<String> written = new ArrayList<>();
        for (Format format : formats == null ? EnumSet.of(Format.PNG) : EnumSet.copyOf(formats)) {
            String file = name + "." + format.ending();
            if (Figure.write(folder.resolve(file), format, drawing, err)) {
                written.add(file);
            }
        }
        return written;
    }
}
