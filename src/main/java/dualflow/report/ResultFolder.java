package dualflow.report;

import dualflow.data.BadFileException;
import dualflow.data.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder into which a reproduction has written its results.
 *
 * @param path where it is
 */
public record ResultFolder(Path path) {
    /** A drawing of more bytes as SVG is taken as PNG. */
    private static final long LARGEST_SVG = 400_000;

    /**
     * A table.
     *
     * @param file its name
     * @return its rows by the names of the columns
     * @throws BadFileException if it is missing or damaged
     */
    List<Map<String, String>> table(String file) {
        return Csv.read(path.resolve(file));
    }

    /** A drawing, as SVG where that is not too large, otherwise as PNG; empty where the machine could not draw. */
    Optional<ReportFigure> figure(PaperItem.Drawing drawing) {
        Path svg = path.resolve(drawing.file() + ".svg");
        Path png = path.resolve(drawing.file() + ".png");
        try {
            boolean vector = Files.exists(svg) && Files.size(svg) <= LARGEST_SVG;
            Path file = vector || !Files.exists(png) ? svg : png;
            return Files.exists(file)
                    ? Optional.of(new ReportFigure(
                            file.getFileName().toString(),
                            drawing.caption(),
                            drawing.alternative(),
                            Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new BadFileException("The drawing " + drawing.file() + " cannot be read: check the disk.", e);
        }
    }
}
