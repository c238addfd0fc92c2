package dualflow.cli;

import dualflow.data.Csv;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** A subcommand of {@code reproduce}: computes, prints, and writes files if {@code --out} names a folder. */
abstract class Reproduction<T> extends Subcommand {
    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private OutputFolder folder;

    private final List<String> written = new ArrayList<>();

    @Override
    public final Integer call() {
        folder.requireWritable();
        T result = Finite.require(compute(deviceOptions), deviceOptions.used());
        print(result, out());
        if (folder.isGiven()) {
            write(result);
            out().println("Written: " + String.join(", ", written) + ".");
        }
        out().flush();
        return ExitCode.OK;
    }

    /** Computes on the device that the options choose. */
    abstract T compute(DeviceOptions options);

    /** Prints the result in human-readable form. */
    abstract void print(T result, PrintWriter text);

    /** Writes the result, using {@link #writeTable} and {@link #writeFigure}. */
    abstract void write(T result);

    final void writeTable(String name, List<String> header, List<List<Object>> rows) {
        Path csv = folder.file(name);
        Csv.write(csv, header, rows);
        written.add(csv.toString());
    }

    final void writeFigure(String name, Supplier<BufferedImage> drawing) {
        Path png = folder.file(name);
        if (Figure.write(png, drawing, err())) {
            written.add(png.toString());
        }
    }
}
