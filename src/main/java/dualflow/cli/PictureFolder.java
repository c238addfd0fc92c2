package dualflow.cli;

import dualflow.figure.Drawing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The output folder of a command that draws, with the formats of its pictures, as a mixin. */
final class PictureFolder extends OutputFolder {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private PictureOptions pictures = new PictureOptions();

    /** For picocli. */
    PictureFolder() {}

    /** For a command that requires one. */
    PictureFolder(Path folder, PictureOptions pictures) {
        super(folder);
        this.pictures = pictures;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ParameterException if formats are named, but no folder
     */
    @Override
    void requireWritable() {
        if (pictures.isGiven() && !isGiven()) {
            throw new ParameterException(
                    command.commandLine(), "--format is of pictures in files: name a folder for them by --out.");
        }
        super.requireWritable();
    }

    /** The same formats in another folder. */
    PictureFolder at(Path folder) {
        return new PictureFolder(folder, pictures);
    }

    /**
     * Writes a picture in each format that was asked for.
     *
     * @param name its name without an ending
     * @param drawing draws it
     * @param err receives a message for each that cannot be drawn
     * @return the files that were written, to be told
     */
    List<String> draw(String name, Supplier<Drawing> drawing, PrintWriter err) {
        return pictures.write(file(""), name, drawing, err).stream()
                .map(file -> file(file).toString())
                .toList();
    }
}
