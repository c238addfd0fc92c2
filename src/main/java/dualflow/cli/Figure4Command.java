package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.experiment.Figure4;
import dualflow.experiment.PrintedSkeleton;
import dualflow.graph.Edge;
import dualflow.graph.Observations;
import dualflow.graph.ObservationsFile;
import dualflow.graph.TestName;
import dualflow.picture.Figure4Picture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure4}. */
@Command(
        name = "figure4",
        mixinStandardHelpOptions = true,
        description = {
            "Fig. 4: the skeleton of CelebA's attributes that the paper prints, beside those that the PC algorithm finds in the labels.",
            "The paper names neither the test nor its level, so a few of both are tried, with several thresholds of effect.",
            "With --out, figure4.csv, figure4_edges.csv, figure4.png and run.json are written."
        })
final class Figure4Command extends Subcommand {
    private static final int DEEPEST = 16;

    @Option(
            names = "--attributes",
            required = true,
            paramLabel = "FILE",
            description = "The labels: CelebA's list_attr_celeba.txt or rows of it.")
    private Path file;

    @Option(
            names = "--depth",
            paramLabel = "D",
            defaultValue = "2",
            description = "The most attributes that are conditioned on together (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Mixin
    private PictureFolder folder; // for figure4.csv, figure4_edges.csv, figure4.png and run.json

    private Figure4Command() {}

    @Override
    public Integer call() {
        if (depth < 0 || depth > DEEPEST) {
            throw usage("--depth is 0 to " + DEEPEST + ", not " + depth + ".");
        }
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        Observations labels = new ObservationsFile(file).read(List.of(), TestName.CHI2);
        for (String node : PrintedSkeleton.read().nodes()) {
            if (!labels.names().contains(node)) {
                throw new BadFileException("The file " + file + " has no attribute " + node
                        + " of the paper's Fig. 4: name CelebA's list_attr_celeba.txt, or rows of it.");
            }
        }
        labels.requireInformative(file.toString());
        Figure4 figure;
        try (RunProgress progress = new RunProgress(err(), "searches", Figure4.searches())) {
            figure = Figure4.compute(labels, depth, progress::at);
        }
        print(figure, out());
        if (folder.isGiven()) {
            write(figure, record);
        }
        out().flush();
        return ExitCode.OK;
    }

    private void print(Figure4 figure, PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Figure 4: %d edges as read off the picture, beside the skeletons of %d rows of labels, at most %d conditioned on.%n",
                figure.printed().size(),
                figure.rows(),
                depth);
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("test", "alpha", "effect", "edges", "shared", "missing", "extra", "likeness"));
        for (Figure4.Trial trial : figure.trials()) {
            rows.add(List.of(
                    Values.written(trial.test()),
                    ShortestDecimal.of(trial.alpha()),
                    ShortestDecimal.of(trial.effect()),
                    String.valueOf(trial.shared().size() + trial.extra().size()),
                    String.valueOf(trial.shared().size()),
                    String.valueOf(trial.missing().size()),
                    String.valueOf(trial.extra().size()),
                    String.format(Locale.ROOT, "%.2f", trial.likeness())));
        }
        Table.print(text, rows);
        text.println();
        Figure4.Trial closest = figure.closest();
        text.printf(
                Locale.ROOT,
                "Likeness: shared edges by those of either graph. Most alike, %s with alpha %s and effect %s:%n",
                Values.written(closest.test()),
                ShortestDecimal.of(closest.alpha()),
                ShortestDecimal.of(closest.effect()));
        print("shared", closest.shared(), text);
        print("missing", closest.missing(), text);
        print("extra", closest.extra(), text);
        text.println();
        text.printf(
                Locale.ROOT,
                "Pointy_Nose -- Rosy_Cheeks, which the paper's graph lacks and its section 6.4 puts down to Heavy_Makeup, is kept by"
                        + " %d of %d searches.%n",
                figure.timesKept("Pointy_Nose", "Rosy_Cheeks"),
                figure.trials().size());
        text.println(
                "A skeleton has no arrows: a fork and a chain through Heavy_Makeup have the same one, and no common cause is shown.");
    }

    private static void print(String name, List<Edge> edges, PrintWriter text) {
        text.printf(Locale.ROOT, "  %s (%d)%n", name, edges.size());
        edges.forEach(edge -> text.println("    " + edge));
    }

    private void write(Figure4 figure, RunRecord record) {
        Csv.write(
                folder.file("figure4.csv"),
                List.of("test", "alpha", "effect", "edges", "shared", "missing", "extra", "likeness"),
                figure.trials().stream()
                        .map(trial -> List.<Object>of(
                                Values.written(trial.test()),
                                trial.alpha(),
                                trial.effect(),
                                trial.shared().size() + trial.extra().size(),
                                trial.shared().size(),
                                trial.missing().size(),
                                trial.extra().size(),
                                trial.likeness()))
                        .toList());
        Csv.write(
                folder.file("figure4_edges.csv"),
                List.of("test", "alpha", "effect", "a", "b", "status"),
                figure.trials().stream().flatMap(Figure4Command::edges).toList());
        Figure4.Trial closest = figure.closest();
        folder.draw("figure4", () -> Figure4Picture.draw(closest), err());
        record.input(file)
                .put("rows", figure.rows())
                .put("depth", depth)
                .put(
                        "closest",
                        Values.written(closest.test()) + ", alpha " + closest.alpha() + ", effect " + closest.effect())
                .put("shared", closest.shared().size())
                .put("missing", closest.missing().size())
                .put("extra", closest.extra().size())
                .write(folder.file("run.json"));
    }

    private static Stream<List<Object>> edges(Figure4.Trial trial) {
        return Stream.of(
                        edges(trial, "shared", trial.shared()),
                        edges(trial, "missing", trial.missing()),
                        edges(trial, "extra", trial.extra()))
                .flatMap(rows -> rows);
    }

    private static Stream<List<Object>> edges(Figure4.Trial trial, String status, List<Edge> edges) {
        return edges.stream()
                .map(edge -> List.of(
                        Values.written(trial.test()), trial.alpha(), trial.effect(), edge.from(), edge.to(), status));
    }
}
