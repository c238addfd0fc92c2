package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.figure.Drawing;
import dualflow.figure.Format;
import java.awt.HeadlessException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes pictures. Pictures are optional: if the machine cannot draw, they are omitted with a message. */
final class Figure {
    private Figure() {}

    /**
     * Draws a picture and writes it, atomically.
     *
     * @param file the file; replaced if it exists
     * @param format its format
     * @param drawing draws it
     * @param err receives a message if the picture cannot be drawn, or not wholly
     * @return whether the picture was drawn
     * @throws dualflow.data.OutputException if the file cannot be written
     */
    static boolean write(Path file, Format format, Supplier<Drawing> drawing, PrintWriter err) {
        byte[] bytes;
        try {
            Drawing drawn = drawing.get();
            bytes = format.encode(drawn);
            String lacking = format.lacking(drawn);
            if (!lacking.isEmpty()) {
                err.printf(
                        Locale.ROOT,
                        "The figure %s has question marks in place of characters that its fonts lack: %s; SVG has them all.%n",
                        file.getFileName(),
                        lacking);
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (Error | HeadlessException e) {
            // If fontconfig, a library of AWT or all fonts are missing, Java throws an InternalError, a
            // LinkageError, an AWTError or a plain Error ("Probable fatal error: No physical fonts found").
            err.printf(
                    Locale.ROOT,
                    "The figure %s was left out, as this machine cannot draw text; install fontconfig, fonts-dejavu-core"
                            + " and libharfbuzz0b, or write it as SVG or PDF, which needs none of them.%n",
                    file.getFileName());
            return false;
        }
        AtomicFile.write(file, out -> out.write(bytes));
        return true;
    }
}
