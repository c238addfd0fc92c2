package dualflow.figure;

import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleUnaryOperator;

/** A panel with a matrix of numbers as colours, and names beside its rows and below its columns where there are any. */
public final class HeatMap implements Panel {
    /** The space below the title. */
    private static final double TOP = Sheet.TITLE + 10;

    private static final double SMALLEST_LETTERS = 6;
    private static final double MOST_LETTERS = 12;

    private final String title;
    private final double[][] cells;
    private final List<String> names;
    private final double cell;
    private final DoubleToIntFunction colour;

    /**
     * A matrix.
     *
     * @param title its title
     * @param cells the numbers, row by row; NaN for what is undefined
     * @param names the names of rows and columns; empty for none. They are left out where the cells are too small for letters
     * @param cell the side of a cell, in points
     * @param colour the colour of a number, 0xRRGGBB
     */
    public HeatMap(String title, double[][] cells, List<String> names, double cell, DoubleToIntFunction colour) {
        this.title = title;
        this.cells = cells.clone();
        this.names = List.copyOf(names);
        this.cell = cell;
        this.colour = colour;
    }

    /**
     * A colour of signed values.
     *
     * @param largest the value of the darkest colour
     * @return the colours, red for positive values and blue for negative ones
     */
    public static DoubleToIntFunction signed(double largest) {
        DoubleUnaryOperator part = x -> largest == 0 ? 0 : x / largest;
        return x -> Palette.signed(part.applyAsDouble(x));
    }

    private double letters() {
        return names.isEmpty() || cell - 1 < SMALLEST_LETTERS ? 0 : Math.min(MOST_LETTERS, cell - 1);
    }

    private double beside() {
        double size = letters();
        return size == 0
                ? 0
                : 6
                        + names.stream()
                                .mapToDouble(name -> Lettering.room(name, size))
                                .max()
                                .orElse(0);
    }

    private double matrixWidth() {
        return cells.length == 0 ? 0 : cell * cells[0].length;
    }

    @Override
    public double width() {
        return Math.max(beside() + matrixWidth(), beside() + Lettering.room(title, Sheet.TITLE)) + 8;
    }

    @Override
    public double height() {
        return TOP + cell * cells.length + beside() + 4;
    }

    @Override
    public void draw(Drawing drawing, double x, double y) {
        double left = x + beside();
        double top = y + TOP;
        drawing.text(left, y + Sheet.TITLE, title, Sheet.TITLE, Drawing.Anchor.START);
        int columns = cells.length == 0 ? 0 : cells[0].length;
        int[] rgb = new int[cells.length * columns];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = colour.applyAsInt(cells[i / columns][i % columns]);
        }
        if (rgb.length > 0) {
            drawing.pixels(left, top, matrixWidth(), cell * cells.length, columns, rgb);
        }
        drawing.frame(left, top, matrixWidth(), cell * cells.length, new Stroke(Ink.GREY, 1));
        double size = letters();
        for (int i = 0; size > 0 && i < names.size(); i++) {
            double middle = (i + 0.5) * cell + 0.35 * size;
            drawing.text(left - 4, top + middle, names.get(i), size, Drawing.Anchor.END);
            drawing.upright(left + middle, top + cell * cells.length + 4, names.get(i), size, Drawing.Anchor.END);
        }
    }
}
