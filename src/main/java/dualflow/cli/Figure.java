package dualflow.cli;

import dualflow.data.AtomicFile;
import java.awt.Color;
import java.awt.HeadlessException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** Writes pictures. Pictures are optional: if the machine cannot draw, they are omitted with a message. */
final class Figure {
    static {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false); // otherwise a picture is first written to the folder for temporary files
    }

    private Figure() {}

    /**
     * Draws a picture and writes it as PNG, atomically.
     *
     * @param file the file; replaced if it exists
     * @param drawing draws it; all code that uses AWT or XChart belongs in it
     * @param err receives a message if the picture cannot be drawn
     * @return whether the picture was drawn
     * @throws dualflow.data.OutputException if the file cannot be written
     */
    static boolean write(Path file, Supplier<BufferedImage> drawing, PrintWriter err) {
        byte[] png;
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(drawing.get(), "png", bytes);
            png = bytes.toByteArray();
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (Error | HeadlessException e) {
            // If fontconfig, a library of AWT or all fonts are missing, Java throws an InternalError, a
            // LinkageError, an AWTError or a plain Error ("Probable fatal error: No physical fonts found").
            err.printf(
                    Locale.ROOT,
                    "The figure %s was left out, as this machine cannot draw text; install fontconfig, fonts-dejavu-core and libharfbuzz0b.%n",
                    file.getFileName());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        AtomicFile.write(file, out -> out.write(png));
        return true;
    }

    /** An empty chart in this project's style; to be called only from a drawing. */
    static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(600)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLocale(Locale.ROOT);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        return chart;
    }

    /** XChart places the ticks of equally spaced data at the data points; with one point fewer they are round numbers. */
    static double[] withoutSecond(double[] values) {
        return IntStream.range(0, values.length)
                .filter(i -> i != 1)
                .mapToDouble(i -> values[i])
                .toArray();
    }
}
