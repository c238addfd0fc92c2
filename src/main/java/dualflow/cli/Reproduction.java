package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.figure.Drawing;
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
    private PictureFolder folder;

    private final List<String> written = new ArrayList<>();

    @Override
    public final Integer call() {
        RunRecord record = new RunRecord(words());
        folder.requireWritable();
        T result = Finite.require(compute(deviceOptions), deviceOptions.used());
        print(result, out());
        if (folder.isGiven()) {
            write(result);
            record.device(deviceOptions.description());
            record(result, record);
            record.write(folder.file("run.json"));
            written.add(folder.file("run.json").toString());
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

    /** Adds seed, settings, input files and the main results to the record of the run. */
    abstract void record(T result, RunRecord record);

    final void writeTable(String name, List<String> header, List<List<Object>> rows) {
        Path csv = folder.file(name);
        Csv.write(csv, header, rows);
        written.add(csv.toString());
    }

    /** Writes a picture; its name has no ending. */
    final void writeFigure(String name, Supplier<Drawing> drawing) {
        written.addAll(folder.draw(name, drawing, err()));
    }
}
