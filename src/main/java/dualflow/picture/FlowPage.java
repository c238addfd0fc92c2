package dualflow.picture;

import dualflow.data.Json;
import dualflow.data.Quoted;
import dualflow.evaluation.FlowFrames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A flow over time as one page of HTML with a slider, which holds all its numbers and asks for nothing from outside; its script only draws. */
public final class FlowPage {
    private static final String TEMPLATE = "/dualflow/picture/flow.html";

    /** Places are written with four decimals, less than a hundredth of a pixel; velocities in full. */
    private static final double PLACES = 1e4;

    private FlowPage() {}

    /**
     * The page of a flow.
     *
     * @param title its title
     * @param isLearned whether a network carried the particles, whose velocity is then shown beside the exact one
     * @param frames what it shows
     * @return the page, which is well-formed XML too
     */
    public static String of(String title, boolean isLearned, FlowFrames frames) {
        String carried = isLearned
                ? "Particles are carried by the velocity of a trained network; density and lines are those of the path that it learned."
                : "Particles are carried by the marginal velocity, in closed form.";
        return template()
                .replace("@TITLE@", escaped(Quoted.plain(title)))
                .replace(
                        "@EXPLANATION@",
                        carried
                                + " Through the chosen particle pass the lines from x<sub>0</sub> to x<sub>1</sub> that are drawn as"
                                + " the path's law has them, given that they do; the mean of their velocities is the marginal velocity.")
                .replace("@DATA@", json(isLearned, frames));
    }

    private static String template() {
        try (InputStream in = FlowPage.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the class path has no readable " + TEMPLATE, e);
        }
    }

    /** Numbers and names of ours alone, and so none of the characters that HTML reads. */
    private static String json(boolean isLearned, FlowFrames frames) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("dimension", frames.dimension());
        all.put("learned", isLearned);
        all.put("times", frames.times());
        all.put("low", frames.low());
        all.put("high", frames.high());
        all.put("cells", frames.cells());
        all.put("particles", frames.particles().stream().map(FlowPage::places).toList());
        all.put("density", frames.density().stream().map(FlowPage::digits).toList());
        all.put(
                "followed",
                frames.followed().stream()
                        .map(at -> at.stream().map(FlowPage::passing).toList())
                        .toList());
        return Json.text(all);
    }

    private static Map<String, Object> passing(FlowFrames.Passing one) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("x", places(one.x()));
        all.put("x0", places(one.x0()));
        all.put("x1", places(one.x1()));
        all.put("mean", one.mean());
        all.put("standardError", one.standardError());
        all.put("exact", one.exact());
        all.put("field", one.field());
        return all;
    }

    private static double[] places(double... numbers) {
        return Arrays.stream(numbers).map(x -> Math.rint(x * PLACES) / PLACES).toArray();
    }

    /** With three digits, as a colour shows no more. */
    private static double[] digits(double... numbers) {
        return Arrays.stream(numbers)
                .map(p -> {
                    double unit = p > 0 ? StrictMath.pow(10, 2 - Math.floor(StrictMath.log10(p))) : 1;
                    return Double.isInfinite(unit) ? 0 : Math.rint(p * unit) / unit;
                })
                .toArray();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * How the pages' numbers are rounded: the places of particles and of the ends of lines.
     *
     * @return the most by which they differ from those computed
     */
    public static double rounding() {
        return 0.5 / PLACES;
    }
}
