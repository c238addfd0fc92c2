package dualflow.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A panel with two axes, series and a legend below. Numbers that have no place on a logarithmic axis are left out.
 */
public final class Plot implements Panel {
    private static final double TICK = 5;
    private static final double OUTSIDE = 3;
    private static final int FEW = 4;

    /** Draws shapes of its own in a plot. */
    @FunctionalInterface
    public interface Layer {
        /**
         * Draws them.
         *
         * @param drawing the page
         * @param place where numbers are on it
         */
        void draw(Drawing drawing, Place place);
    }

    /** Where numbers are on the page. */
    public final class Place {
        private final Axis across;
        private final Axis up;
        private final double left;
        private final double top;

        private Place(Axis across, Axis up, double left, double top) {
            this.across = across;
            this.up = up;
            this.left = left;
            this.top = top;
        }

        /**
         * Where a number of the horizontal axis is.
         *
         * @param number the number
         * @return the page's x, in points
         */
        public double x(double number) {
            return left + plotWidth * across.part(number);
        }

        /**
         * Where a number of the vertical axis is.
         *
         * @param number the number
         * @return the page's y, in points
         */
        public double y(double number) {
            return top + plotHeight * (1 - up.part(number));
        }
    }

    private record Series(double[] x, double[] low, double[] y, double[] high, Look look) {}

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private double plotWidth = 520;
    private double plotHeight = 330;
    private boolean isLogarithmicX;
    private boolean isLogarithmicY;
    private Optional<Axis> xAxis = Optional.empty();
    private Optional<Axis> yAxis = Optional.empty();
    private boolean hasGrid = true;
    private final List<Layer> below = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private final List<Layer> above = new ArrayList<>();
    private final Legend legend = new Legend();

    /**
     * An empty plot.
     *
     * @param title its title, above it; may be empty
     * @param x what the horizontal axis measures, with its unit
     * @param y what the vertical axis measures, with its unit
     */
    public Plot(String title, String x, String y) {
        this.title = title;
        this.xLabel = x;
        this.yLabel = y;
    }

    /**
     * Changes the size of the field between the axes.
     *
     * @param width its width, in points
     * @param height its height, in points
     * @return this plot, modified
     */
    public Plot size(double width, double height) {
        plotWidth = width;
        plotHeight = height;
        return this;
    }

    /**
     * Makes the horizontal axis logarithmic.
     *
     * @return this plot, modified
     */
    public Plot logarithmicX() {
        isLogarithmicX = true;
        return this;
    }

    /**
     * Makes the vertical axis logarithmic.
     *
     * @return this plot, modified
     */
    public Plot logarithmicY() {
        isLogarithmicY = true;
        return this;
    }

    /**
     * Fixes the horizontal axis, which otherwise reaches over all numbers.
     *
     * @param low its start
     * @param high its end
     * @return this plot, modified
     */
    public Plot rangeX(double low, double high) {
        xAxis = Optional.of(new Axis(xLabel, low, high, isLogarithmicX));
        return this;
    }

    /**
     * Fixes the vertical axis, which otherwise reaches over all numbers.
     *
     * @param low its start
     * @param high its end
     * @return this plot, modified
     */
    public Plot rangeY(double low, double high) {
        yAxis = Optional.of(new Axis(yLabel, low, high, isLogarithmicY));
        return this;
    }

    /**
     * Leaves out the grid.
     *
     * @return this plot, modified
     */
    public Plot withoutGrid() {
        hasGrid = false;
        return this;
    }

    /**
     * Adds a series.
     *
     * @param name its name in the legend, the same for several that look alike; empty for none
     * @param x the numbers of the horizontal axis
     * @param y the numbers of the vertical axis, as many; NaN for a gap
     * @param look how it looks
     * @return this plot, modified
     */
    public Plot add(String name, double[] x, double[] y, Look look) {
        return add(name, x, y, y, y, look);
    }

    /**
     * Adds a series with intervals, drawn as bars.
     *
     * @param name its name in the legend; empty for none
     * @param x the numbers of the horizontal axis
     * @param low the lower ends of the intervals
     * @param y the numbers of the vertical axis
     * @param high the upper ends of the intervals
     * @param look how it looks
     * @return this plot, modified
     */
    public Plot add(String name, double[] x, double[] low, double[] y, double[] high, Look look) {
        if (x.length != y.length || low.length != y.length || high.length != y.length) {
            throw new IllegalArgumentException("a series of " + x.length + " and " + y.length + " numbers");
        }
        series.add(new Series(x.clone(), low.clone(), y.clone(), high.clone(), look));
        return legend(name, look);
    }

    /**
     * Adds shapes beneath the series, clipped to the field.
     *
     * @param layer draws them
     * @return this plot, modified
     */
    public Plot below(Layer layer) {
        below.add(layer);
        return this;
    }

    /**
     * Adds shapes above the series, clipped to the field.
     *
     * @param layer draws them
     * @return this plot, modified
     */
    public Plot above(Layer layer) {
        above.add(layer);
        return this;
    }

    /**
     * Adds a line to the legend.
     *
     * @param name its name; with an empty one nothing is added
     * @param look the sample beside it
     * @return this plot, modified
     */
    public Plot legend(String name, Look look) {
        legend.add(name, look);
        return this;
    }

    @Override
    public double width() {
        return leftMargin() + Math.max(plotWidth, Lettering.room(title, Sheet.TITLE)) + 14;
    }

    @Override
    public double height() {
        return topMargin() + plotHeight + below() + legend.height(plotWidth + 10);
    }

    private double topMargin() {
        return title.isEmpty() ? 8 : Sheet.TITLE + 10;
    }

    private static double below() {
        return TICK + 2 * Sheet.TEXT + 14;
    }

    private double leftMargin() {
        double widest = up().ticks(verticalTicks()).stream()
                .mapToDouble(tick -> Lettering.room(tick.text(), Sheet.TEXT))
                .max()
                .orElse(0);
        return Sheet.TEXT + 10 + widest + TICK + 3;
    }

    private int verticalTicks() {
        return (int) Math.max(2, plotHeight / 48);
    }

    /** About as many as leave wide gaps; where these are less than four, as many as have room. */
    private int horizontalTicks() {
        int wide = (int) Math.max(2, plotWidth / 70);
        if (across().ticks(wide).size() >= FEW) {
            return wide;
        }
        int about = (int) Math.max(2, plotWidth / 45);
        while (about > wide && !haveRoom(across(), about)) {
            about--;
        }
        return about;
    }

    private boolean haveRoom(Axis axis, int about) {
        List<Axis.Tick> ticks = axis.ticks(about);
        for (int i = 1; i < ticks.size(); i++) {
            Axis.Tick left = ticks.get(i - 1);
            Axis.Tick right = ticks.get(i);
            double between = plotWidth * (axis.part(right.at()) - axis.part(left.at()));
            if (between < (room(left) + room(right)) / 2 + Sheet.TEXT) {
                return false;
            }
        }
        return true;
    }

    private static double room(Axis.Tick tick) {
        return Lettering.room(tick.text(), Sheet.TEXT);
    }

    private Axis across() {
        return xAxis.orElseGet(() -> Axis.around(
                xLabel, series.stream().flatMapToDouble(s -> Arrays.stream(s.x)).toArray(), isLogarithmicX));
    }

    private Axis up() {
        return yAxis.orElseGet(() -> Axis.around(
                yLabel,
                series.stream()
                        .flatMapToDouble(s -> DoubleStream.concat(
                                Arrays.stream(s.y), DoubleStream.concat(Arrays.stream(s.low), Arrays.stream(s.high))))
                        .toArray(),
                isLogarithmicY));
    }

    @Override
    public void draw(Drawing drawing, double x, double y) {
        double left = x + leftMargin();
        double top = y + topMargin();
        Axis across = across();
        Axis up = up();
        Place place = new Place(across, up, left, top);
        if (!title.isEmpty()) {
            drawing.text(left, y + Sheet.TITLE, title, Sheet.TITLE, Drawing.Anchor.START);
        }
        drawing.clipped(left, top, plotWidth, plotHeight, inside -> {
            below.forEach(layer -> layer.draw(inside, place));
            if (hasGrid) {
                grid(inside, place);
            }
            series.forEach(each -> draw(inside, each, place));
            above.forEach(layer -> layer.draw(inside, place));
        });
        drawing.frame(left, top, plotWidth, plotHeight, new Stroke(Ink.GREY, 1));
        axes(drawing, place);
        legend.draw(drawing, left, top + plotHeight + below(), plotWidth + 10);
    }

    private void grid(Drawing drawing, Place place) {
        Stroke light = new Stroke(Ink.LIGHT, 0.8);
        for (Axis.Tick tick : place.across.ticks(horizontalTicks())) {
            double at = place.x(tick.at());
            drawing.line(at, place.top, at, place.top + plotHeight, light);
        }
        for (Axis.Tick tick : place.up.ticks(verticalTicks())) {
            double at = place.y(tick.at());
            drawing.line(place.left, at, place.left + plotWidth, at, light);
        }
    }

    private void axes(Drawing drawing, Place place) {
        Stroke grey = new Stroke(Ink.GREY, 1);
        double bottom = place.top + plotHeight;
        for (Axis.Tick tick : place.across.ticks(horizontalTicks())) {
            double at = place.x(tick.at());
            drawing.line(at, bottom, at, bottom + TICK, grey);
            drawing.text(at, bottom + TICK + Sheet.TEXT, tick.text(), Sheet.TEXT, Drawing.Anchor.MIDDLE);
        }
        for (Axis.Tick tick : place.up.ticks(verticalTicks())) {
            double at = place.y(tick.at());
            drawing.line(place.left - TICK, at, place.left, at, grey);
            drawing.text(place.left - TICK - 3, at + 0.35 * Sheet.TEXT, tick.text(), Sheet.TEXT, Drawing.Anchor.END);
        }
        drawing.text(
                place.left + plotWidth / 2,
                bottom + TICK + 2 * Sheet.TEXT + 6,
                xLabel,
                Sheet.TEXT,
                Drawing.Anchor.MIDDLE);
        drawing.upright(
                place.left - leftMargin() + Sheet.TEXT,
                place.top + plotHeight / 2,
                yLabel,
                Sheet.TEXT,
                Drawing.Anchor.MIDDLE);
    }

    private void draw(Drawing drawing, Series one, Place place) {
        double[] x = new double[one.x.length];
        double[] y = new double[one.x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = place.x(one.x[i]);
            y[i] = place.y(one.y[i]);
            double low = end(one.low[i], place);
            double high = end(one.high[i], place);
            if (Math.abs(low - high) > 1e-9 && Double.isFinite(x[i])) {
                bar(drawing, x[i], low, high, new Stroke(one.look.ink(), 1.3));
            }
        }
        if (one.look.width() > 0) {
            drawing.outline(x, y, false, one.look.stroke());
        }
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                one.look.mark(drawing, x[i], y[i]);
            }
        }
    }

    /** Where an interval ends, or outside the field, where its cap is not seen: 0 has no place on a logarithmic axis, nor has infinity. */
    private double end(double number, Place place) {
        double y = isLogarithmicY && number <= 0 ? Double.POSITIVE_INFINITY : place.y(number);
        return Math.max(place.top - OUTSIDE, Math.min(place.top + plotHeight + OUTSIDE, y));
    }

    private static void bar(Drawing drawing, double x, double low, double high, Stroke stroke) {
        drawing.line(x, low, x, high, stroke);
        drawing.line(x - 4, low, x + 4, low, stroke);
        drawing.line(x - 4, high, x + 4, high, stroke);
    }
}
