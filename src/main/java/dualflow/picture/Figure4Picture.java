package dualflow.picture;

import dualflow.data.ShortestDecimal;
import dualflow.experiment.Figure4;
import dualflow.figure.Drawing;
import dualflow.figure.Ink;
import dualflow.figure.Legend;
import dualflow.figure.Palette;
import dualflow.figure.Stroke;
import dualflow.graph.Edge;
import dualflow.graph.Pdag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Figure 4 as a picture: the paper's graph and that of the labels, laid over each other. */
public final class Figure4Picture {
    private static final Stroke SHARED = new Stroke(Ink.BLACK, 2);
    private static final Stroke MISSING = new Stroke(new Ink(Palette.VERMILION), 1.8, true);
    private static final Stroke EXTRA = new Stroke(new Ink(Palette.BLUE), 1.8);

    private Figure4Picture() {}

    /**
     * Draws one search's graph beside the paper's.
     *
     * @param trial the search
     * @return the picture
     */
    public static Drawing draw(Figure4.Trial trial) {
        List<Edge> all = Stream.of(trial.shared(), trial.missing(), trial.extra())
                .flatMap(List::stream)
                .toList();
        List<String> nodes = all.stream()
                .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                .distinct()
                .toList();
        Legend legend = new Legend()
                .add("in the paper's figure and in the labels", GraphPicture.look(SHARED))
                .add("in the paper's alone", GraphPicture.look(MISSING))
                .add("in the labels alone", GraphPicture.look(EXTRA));
        String title = "Figure 4: the paper's graph and the one found in the labels by PC-stable ("
                + trial.test().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", α = "
                + ShortestDecimal.of(trial.alpha()).replace('E', 'e') + ", partial φ of at least "
                + ShortestDecimal.of(trial.effect()) + ")";
        return GraphPicture.draw(
                title,
                Pdag.of(nodes, all),
                edge -> trial.shared().stream().anyMatch(edge::joinsAs)
                        ? SHARED
                        : trial.missing().stream().anyMatch(edge::joinsAs) ? MISSING : EXTRA,
                legend);
    }
}
