package dualflow.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Series on a page. */
class PlotTest {
    private static String svg(Panel panel) {
        return new String(Format.SVG.encode(Sheet.of("plot", panel)), StandardCharsets.UTF_8);
    }

    @Test
    void pointsAreWhereTheAxesSay() {
        double[] place = new double[4];
        Plot plot = new Plot("", "x", "y")
                .size(200, 100)
                .rangeX(0, 10)
                .rangeY(-1, 1)
                .above((drawing, at) -> {
                    place[0] = at.x(0);
                    place[1] = at.x(10);
                    place[2] = at.y(-1);
                    place[3] = at.y(1);
                })
                .add("", new double[] {0, 5, 10}, new double[] {-1, 0, 1}, Look.line(Palette.BLUE));
        String svg = svg(plot);
        assertThat(place[1] - place[0]).isCloseTo(200, within(1e-9));
        assertThat(place[2] - place[3]).isCloseTo(100, within(1e-9));
        assertThat(svg)
                .contains("M" + Decimal.of(place[0]) + " " + Decimal.of(place[2]) + "L" + Decimal.of(place[0] + 100)
                        + " " + Decimal.of(place[2] - 50) + "L" + Decimal.of(place[1]) + " "
                        + Decimal.of(place[3]));
    }

    @Test
    void linesHaveGapsWhereThereIsNoNumber() {
        double[] x = {0, 1, 2, 3, 4};
        Plot whole = new Plot("", "x", "y").add("", x, new double[] {1, 2, 3, 4, 5}, Look.line(Palette.GREEN));
        Plot broken =
                new Plot("", "x", "y").add("", x, new double[] {1, 2, Double.NaN, 4, 5}, Look.line(Palette.GREEN));
        assertThat(svg(broken).split("#009e73", -1)).hasSize(1 + svg(whole).split("#009e73", -1).length);
    }

    @Test
    void intervalsAreBars() {
        double[] one = {1};
        Look look = Look.marks(Palette.PURPLE, Look.Mark.CIRCLE);
        Plot without = new Plot("", "x", "y").add("", one, one, look);
        Plot with = new Plot("", "x", "y").add("", one, new double[] {0}, one, new double[] {2}, look);
        assertThat(svg(with).split("#cc79a7", -1)).hasSize(3 + svg(without).split("#cc79a7", -1).length);
    }

    @Test
    void zeroHasNoPlaceOnALogarithmicAxis() {
        double[] x = {1, 2, 3};
        Look look = Look.line(Palette.PURPLE).with(Look.Mark.CIRCLE);
        String svg = svg(new Plot("", "x", "y").logarithmicY().add("", x, new double[] {0, 1, 10}, look));
        assertThat(svg.split("#cc79a7", -1)).as("a line and two marks").hasSize(4);
        String bars = svg(new Plot("", "x", "y")
                .logarithmicY()
                .add("", x, new double[] {0, 0, 1}, new double[] {0, 1, 1}, new double[] {0, 2, 1}, look));
        assertThat(bars.split("#cc79a7", -1)).as("a bar of three lines too").hasSize(7);
    }

    @Test
    void anIntervalWithoutEndReachesOutOfTheField() {
        double[] field = new double[2];
        double[] one = {1};
        String svg = svg(new Plot("", "x", "y")
                .rangeY(0, 2)
                .above((drawing, place) -> {
                    field[0] = place.y(0);
                    field[1] = place.y(2);
                })
                .add(
                        "",
                        one,
                        new double[] {Double.NEGATIVE_INFINITY},
                        one,
                        new double[] {Double.POSITIVE_INFINITY},
                        Look.marks(Palette.PURPLE, Look.Mark.CIRCLE)));
        assertThat(svg).contains(" " + Decimal.of(field[0] + 3) + "L").contains(" " + Decimal.of(field[1] - 3));
    }

    @Test
    void narrowAxesHaveFourNumbersWhereThereIsRoom() {
        Plot plot = new Plot("", "x", "y").size(270, 270).rangeX(-1.5, 2.5).rangeY(-1.5, 2.5);
        assertThat(svg(plot).split(">−1<", -1)).as("on both axes").hasSize(3);
        assertThat(svg(new Plot("", "x", "y").size(190, 60).rangeX(0, 9e5)))
                .as("numbers that would meet")
                .contains(">500000<")
                .doesNotContain(">250000<");
    }

    @Test
    void legendNamesEachLookOnce() {
        double[] one = {1};
        Plot plot = new Plot("", "x", "y")
                .add("paths", one, one, Look.line(Palette.BLUE))
                .add("paths", one, one, Look.line(Palette.BLUE))
                .add("", one, one, Look.line(Palette.BLUE));
        assertThat(svg(plot).split(">paths<", -1)).hasSize(2);
        assertThat(plot.height()).isGreaterThan(new Plot("", "x", "y").height());
    }

    @Test
    void longLegendsTakeSeveralLines() {
        Legend legend = new Legend();
        for (int i = 0; i < 5; i++) {
            legend.add("a rather long name of series " + i, Look.line(Palette.series(i)));
        }
        assertThat(legend.panel(300).height())
                .isGreaterThan(3 * legend.panel(3000).height());
    }

    @Test
    void refusesSeriesOfUnequalLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plot("", "x", "y").add("", new double[2], new double[3], Look.line(0)));
    }

    @Test
    void coloursAreThoseOfThePalette() {
        assertThat(Palette.signed(0)).isEqualTo(0xF7F7F7);
        assertThat(Palette.signed(1)).isEqualTo(0x67001F);
        assertThat(Palette.signed(-7)).isEqualTo(0x053061);
        assertThat(Palette.signed(Double.NaN)).isEqualTo(Palette.UNDEFINED);
        assertThat(Palette.amount(0)).isEqualTo(0xFFFFFF);
        assertThat(HeatMap.signed(0.5).applyAsInt(0.5)).isEqualTo(Palette.signed(1));
        assertThat(HeatMap.signed(0).applyAsInt(0)).isEqualTo(Palette.signed(0));
        assertThat(List.of(Palette.series(0), Palette.series(7))).containsExactly(Palette.BLUE, Palette.BLUE);
    }
}
