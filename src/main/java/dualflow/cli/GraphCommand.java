package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
import dualflow.data.Json;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.graph.Cpdag;
import dualflow.graph.Dag;
import dualflow.graph.Discovery;
import dualflow.graph.GraphComparison;
import dualflow.graph.GraphFile;
import dualflow.graph.Observations;
import dualflow.graph.ObservationsFile;
import dualflow.graph.PcStable;
import dualflow.graph.TestName;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Discovery of a graph from observations by the PC algorithm (paper, Fig. 4). */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = {
            "The graph of conditional independences of labels or of numeric variables, by the PC algorithm.",
            "",
            "An edge a -- b remains where no set of neighbours makes a and b independent; it becomes an arrow a -> b where all"
                    + " causal graphs with the same independences have that arrow. With --out, edges.csv, separations.csv,"
                    + " graph.dot, graph.png, graph.json and run.json are written."
        })
final class GraphCommand extends Subcommand {
    private static final int DEEPEST = 16;

    @Option(
            names = "--attributes",
            required = true,
            paramLabel = "FILE",
            description =
                    "CelebA's list_attr_celeba.txt or a file like it, also as CSV, or a CSV of numbers under the names"
                            + " of its columns.")
    private Path file;

    @Option(
            names = "--test",
            paramLabel = "NAME",
            description = "chi2 or g2: of counts, for variables with two values. fisher-z: of partial correlations"
                    + " (default: chi2 for labels, fisher-z for numbers).")
    private TestName test;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.001",
            description =
                    "Two variables count as independent where the p-value is above this (default: ${DEFAULT-VALUE})."
                            + " With many rows even a weak dependence is significant: take 1e-10 or less, or --effect.")
    private double alpha;

    @Option(
            names = "--effect",
            paramLabel = "E",
            defaultValue = "0",
            description = "They count as independent too where their partial correlation, of labels the partial phi, is"
                    + " smaller than this (default: ${DEFAULT-VALUE}).")
    private double effect;

    @Option(
            names = "--depth",
            paramLabel = "D",
            defaultValue = "3",
            description = "The most variables that are conditioned on together, up to 16 (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "The variables to take, with commas between (default: all; with --truth those of that graph).")
    private List<String> columns = List.of();

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "A JSON file with the true graph, to compare with what observations can tell of it.")
    private Path truthFile;

    @Option(names = "--json", paramLabel = "FILE", description = "A file for the graph as JSON.")
    private Path json;

    @Mixin
    private PictureFolder folder; // for edges.csv, separations.csv, graph.dot, graph.png, graph.json and run.json

    @Override
    public Integer call() {
        requireSettings();
        folder.requireWritable();
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        RunRecord record = new RunRecord(words());
        ObservationsFile source = new ObservationsFile(file);
        if (test == null) {
            test = source.isLabels() ? TestName.CHI2 : TestName.FISHER_Z;
        }
        Optional<Dag> truth = Optional.ofNullable(truthFile).map(GraphFile::read);
        if (columns.isEmpty() && truth.isPresent()) {
            columns = columnsOf(truth.get(), source);
        }
        Observations observations = source.read(columns, test);
        truth = truth.map(dag -> observed(dag, observations));
        requireRows(observations);
        observations.requireInformative(file.toString());
        GraphReport report = report(observations, truth);
        report.print(out());
        if (json != null) {
            Json.write(json, report.json());
        }
        if (folder.isGiven()) {
            record.input(file);
            if (truthFile != null) {
                record.input(truthFile);
            }
            report.write(folder, record, err());
        }
        out().flush();
        return ExitCode.OK;
    }

    private GraphReport report(Observations observations, Optional<Dag> truth) {
        try (LevelProgress progress = new LevelProgress(err())) {
            Discovery found = new PcStable(test.on(observations), alpha, effect, depth).run(progress::at);
            return new GraphReport(
                    test,
                    alpha,
                    effect,
                    depth,
                    observations,
                    found,
                    truth.map(dag -> GraphComparison.of(Cpdag.of(dag), found.graph())));
        }
    }

    private void requireSettings() {
        if (!(alpha > 0 && alpha < 1)) {
            throw usage("--alpha is between 0 and 1, not " + ShortestDecimal.of(alpha) + ".");
        }
        if (!(effect >= 0 && effect < 1)) {
            throw usage("--effect is at least 0 and below 1, not " + ShortestDecimal.of(effect) + ".");
        }
        if (depth < 0 || depth > DEEPEST) {
            throw usage("--depth is 0 to " + DEEPEST + ", not " + depth + ".");
        }
        for (String name : columns) {
            if (columns.indexOf(name) != columns.lastIndexOf(name)) {
                throw usage("--columns names '" + name + "' twice.");
            }
        }
    }

    /** Nodes that are not observed are left out here, and refused below where they are causes. */
    private List<String> columnsOf(Dag truth, ObservationsFile source) {
        List<String> names = source.names();
        List<String> observed = truth.nodes().stream().filter(names::contains).toList();
        if (observed.isEmpty()) {
            throw new BadFileException("None of the nodes of the graph " + truthFile + ", "
                    + String.join(", ", truth.nodes()) + ", is a column of the file " + file + ".");
        }
        return observed;
    }

    private Dag observed(Dag truth, Observations observations) {
        for (String name : observations.names()) {
            if (!truth.nodes().contains(name)) {
                throw new BadFileException(
                        "The graph " + truthFile + " has no node for the column " + name + "; it has "
                                + String.join(", ", truth.nodes()) + ": choose columns among these by --columns.");
            }
        }
        try {
            Dag observed = truth.ancestral(observations.names());
            HashSet<String> others = new HashSet<>(truth.nodes());
            observations.names().forEach(others::remove);
            if (!others.isEmpty()) {
                err().println("Not observed, and no cause of what is: "
                        + String.join(", ", others.stream().sorted().toList()) + ".");
            }
            return observed;
        } catch (IllegalArgumentException e) {
            throw new BadFileException(
                    "The graph " + truthFile + " is not one of the columns alone: " + e.getMessage(), e);
        }
    }

    private void requireRows(Observations observations) {
        int variables = observations.names().size();
        if (variables < 2) {
            throw new BadFileException("The file " + file + " has one column to look at, where a graph needs two.");
        }
        int most = Math.min(depth, variables - 2);
        if (observations.rows() < test.rowsNeeded(most)) {
            throw new BadFileException(
                    "The file " + file + " has " + observations.rows() + " rows, too few for tests given "
                            + most + " variables, which need " + test.rowsNeeded(most)
                            + ": choose a smaller --depth, or give more rows.");
        }
    }
}
