package dualflow.figure;

import java.util.function.DoubleToIntFunction;

/** A panel with the numbers that colours stand for. */
public final class ColourBar implements Panel {
    private static final double BAR = 16;
    private static final int STEPS = 128;

    private final Axis axis;
    private final double height;
    private final DoubleToIntFunction colour;
    private final boolean hasUndefined;

    /**
     * A bar.
     *
     * @param label what the numbers measure
     * @param low the lowest number
     * @param high the highest number
     * @param height the bar's height, in points
     * @param colour the colour of a number, 0xRRGGBB
     * @param hasUndefined whether the colour of NaN is shown too
     */
    public ColourBar(
            String label, double low, double high, double height, DoubleToIntFunction colour, boolean hasUndefined) {
        this.axis = new Axis(label, low, high > low ? high : low + 1, false);
        this.height = height;
        this.colour = colour;
        this.hasUndefined = hasUndefined;
    }

    @Override
    public double width() {
        return BAR + 10 + numbers() + Sheet.TEXT + 10;
    }

    private double numbers() {
        double widest = axis.ticks(ticks()).stream()
                .mapToDouble(tick -> Lettering.room(tick.text(), Sheet.TEXT))
                .max()
                .orElse(0);
        return hasUndefined ? Math.max(widest, Lettering.room("none", Sheet.TEXT)) : widest;
    }

    private int ticks() {
        return (int) Math.max(2, height / 45);
    }

    @Override
    public double height() {
        return Sheet.TITLE + 10 + height + (hasUndefined ? 36 : 8);
    }

    @Override
    public void draw(Drawing drawing, double x, double y) {
        double top = y + Sheet.TITLE + 10;
        int[] rgb = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            rgb[i] = colour.applyAsInt(axis.high() - (i + 0.5) / STEPS * (axis.high() - axis.low()));
        }
        Stroke grey = new Stroke(Ink.GREY, 1);
        drawing.pixels(x, top, BAR, height, 1, rgb);
        drawing.frame(x, top, BAR, height, grey);
        for (Axis.Tick tick : axis.ticks(ticks())) {
            double at = top + height * (1 - axis.part(tick.at()));
            drawing.line(x + BAR, at, x + BAR + 4, at, grey);
            drawing.text(x + BAR + 7, at + 0.35 * Sheet.TEXT, tick.text(), Sheet.TEXT, Drawing.Anchor.START);
        }
        drawing.upright(
                x + BAR + 10 + numbers() + Sheet.TEXT,
                top + height / 2,
                axis.label(),
                Sheet.TEXT,
                Drawing.Anchor.MIDDLE);
        if (hasUndefined) {
            drawing.box(x, top + height + 14, BAR, 14, new Ink(colour.applyAsInt(Double.NaN)));
            drawing.frame(x, top + height + 14, BAR, 14, grey);
            drawing.text(x + BAR + 7, top + height + 26, "none", Sheet.TEXT, Drawing.Anchor.START);
        }
    }
}
