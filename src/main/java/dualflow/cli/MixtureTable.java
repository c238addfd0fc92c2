package dualflow.cli;

import dualflow.closedform.MixtureFlow;
import dualflow.data.AtomicFile;
import dualflow.data.Csv;
import dualflow.data.NotFiniteException;
import dualflow.data.ShortestDecimal;
import dualflow.evaluation.MixturePoints;
import dualflow.figure.Format;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What the command {@code mixture} does with many points: the field at a time, or where the flow takes them; as a table and a figure. */
final class MixtureTable {
    private static final int MOST = 1000; // of a grid's side, and of the times of a trajectory

    @Option(
            names = "--points",
            paramLabel = "FILE",
            description = "Points in place of --x: rows of .csv, or .npy [n, d].")
    private Path points;

    @Option(
            names = "--grid",
            paramLabel = "N",
            description = "N points along each of one or two axes in place of --x, over three standard deviations about"
                    + " each component at the time --t.")
    private Integer side;

    @Option(
            names = "--to",
            paramLabel = "T",
            description = "Carry the points from the time --t to this one, before it or after, by dop853.")
    private Double to;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "Write the points at N + 1 times from --t to --to, their trajectories.")
    private Integer times;

    @Option(
            names = "--rtol",
            paramLabel = "R",
            description = "The error allowed in a step, in parts of the state and absolutely (default: 1e-9, in float32"
                    + " 1e-4).")
    private Double tolerance;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to write the table (.csv) or the figure (.png, .svg or .pdf, one or two dimensions); may be given"
                            + " more than once.")
    private List<Path> out = List.of();

    /** Whether the command line asks for more than the report on one point. */
    boolean isWanted() {
        return points != null || side != null || to != null || times != null || tolerance != null || !out.isEmpty();
    }

    /** Rejects what does not go together. */
    void check(Subcommand command, double t, boolean hasX, boolean json) {
        int given = (hasX ? 1 : 0) + (points == null ? 0 : 1) + (side == null ? 0 : 1);
        if (given != 1) {
            throw command.usage(
                    given == 0
                            ? "Name a point by --x, or points by --points FILE or --grid N."
                            : "--x, --points and --grid are three ways to name points: leave all but one out.");
        }
        if (!isWanted()) {
            return;
        }
        if (json) {
            throw command.usage("--json is of the report on one point; points are written as a table, by --out.");
        }
        if (side != null && (side < 2 || side > MOST)) {
            throw command.usage("--grid is " + side + "; an axis has 2 to " + MOST + " points.");
        }
        if (to == null && (times != null || tolerance != null)) {
            throw command.usage((times != null ? "--times" : "--rtol") + " is of points that are carried: name --to.");
        }
        if (to != null && !(to >= 0 && to <= 1 && to != t)) {
            throw command.usage("--to is " + ShortestDecimal.of(to)
                    + "; the points are carried to a time from 0 to 1 other than --t.");
        }
        if (times != null && (times < 1 || times > MOST)) {
            throw command.usage("--times is " + times + "; a trajectory has 1 to " + MOST + " steps.");
        }
        SolverChoice.requireTolerance(tolerance, command::usage);
        checkOut(command, hasX);
    }

    private void checkOut(Subcommand command, boolean hasX) {
        if (out.isEmpty() && !(hasX && to != null)) {
            throw command.usage(
                    "Name the file for the points by --out FILE.csv, or for their figure by --out FILE.png.");
        }
        for (Path file : out) {
            if (!isTable(file) && !isFigure(file)) {
                throw command.usage("--out is " + file + "; it is a table .csv or a figure .png, .svg or .pdf.");
            }
        }
        if (out.stream().filter(MixtureTable::isTable).count() > 1
                || out.stream()
                                .map(MixtureTable::format)
                                .flatMap(Optional::stream)
                                .distinct()
                                .count()
                        < out.stream().filter(MixtureTable::isFigure).count()) {
            throw command.usage("--out is given once for the table and once for the figure in each format.");
        }
    }

    private static boolean isTable(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static boolean isFigure(Path file) {
        return format(file).isPresent();
    }

    private static Optional<Format> format(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Stream.of(Format.values())
                .filter(format -> name.endsWith("." + format.ending()))
                .findFirst();
    }

    /** Rejects what a mixture of other dimensions would allow, and gives the points. */
    double[] read(Subcommand command, MixtureFlow flow, double t, double[] x, DType dtype) {
        int d = flow.source().dimension();
        if (d > 2 && (side != null || out.stream().anyMatch(MixtureTable::isFigure))) {
            throw command.usage((side != null ? "--grid" : "The figure")
                    + " has one or two dimensions; the mixture has " + d + ".");
        }
        out.forEach(AtomicFile::requireWritable);
        if (side != null) {
            return MixturePoints.grid(flow, t, side);
        }
        return points == null ? x : PointsFile.read(points, List.of(d), dtype);
    }

    /** Computes, and writes. */
    Integer write(Subcommand command, MixtureFlow flow, double t, double[] from, Device device, DType dtype) {
        MixturePoints mixture = new MixturePoints(flow, device, dtype);
        int d = flow.source().dimension();
        int n = from.length / d;
        String what = n == 1 ? "1 point" : n + " points";
        if (to == null) {
            MixturePoints.AtTime field = Finite.require(mixture.at(t, from), dtype);
            writeFiles(
                    command,
                    names(d, flow.target().components().size()),
                    fieldRows(from, field, d),
                    MixtureFigure.ofField(t, from, field.velocity(), d));
            command.out().println("The field at " + what + " and t = " + ShortestDecimal.of(t) + written());
        } else {
            TimeGrid grid = TimeGrid.uniform(t, to, times == null ? 1 : times);
            List<double[]> states = carry(command, mixture, grid, from, n, dtype);
            Finite.require("state", states.get(grid.steps()), Shape.of(n, d), dtype);
            boolean map = times == null;
            List<List<Object>> rows = map ? mapRows(states, d) : trajectoryRows(grid, states, d);
            writeFiles(
                    command,
                    map ? mapNames(d) : trajectoryNames(d),
                    rows,
                    MixtureFigure.ofTrajectories(grid, states, d));
            command.out()
                    .println(what + " carried from t = " + ShortestDecimal.of(t) + " to t = " + ShortestDecimal.of(to)
                            + written());
            if (out.isEmpty()) {
                for (int i = 0; i <= grid.steps(); i++) {
                    command.out()
                            .println("x(" + ShortestDecimal.of(grid.time(i)) + ")  "
                                    + String.join(
                                            "  ",
                                            Arrays.stream(states.get(i))
                                                    .mapToObj(Decimals::of)
                                                    .toList()));
                }
            }
        }
        command.out().flush();
        return ExitCode.OK;
    }

    private String written() {
        return out.isEmpty()
                ? ":"
                : ", written to "
                        + String.join(" and ", out.stream().map(Path::toString).toList()) + ".";
    }

    private List<double[]> carry(
            Subcommand command, MixturePoints mixture, TimeGrid grid, double[] from, int n, DType dtype) {
        double usual = dtype == DType.FLOAT64 ? 1e-9 : 1e-4;
        OdeSolver solver = OdeSolver.adaptive(
                ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(tolerance == null ? usual : tolerance));
        try (RunProgress progress = new RunProgress(command.err(), "points", n)) {
            return mixture.trajectories(solver, grid, from, progress::at);
        } catch (OdeException e) {
            throw new NotFiniteException("The flow could not be solved from these points: " + e.getMessage() + ".");
        }
    }

    private void writeFiles(Subcommand command, List<String> names, List<List<Object>> rows, MixtureFigure figure) {
        for (Path file : out) {
            if (isTable(file)) {
                Csv.write(file, names, rows);
            } else {
                Figure.write(file, format(file).orElseThrow(), figure::draw, command.err());
            }
        }
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + i).toList();
    }

    private static List<String> names(int d, int components) {
        List<String> names = new ArrayList<>(numbered("x", d));
        names.addAll(numbered("v", d));
        names.add("logDensity");
        names.addAll(numbered("gamma", components));
        return names;
    }

    private static List<List<Object>> fieldRows(double[] x, MixturePoints.AtTime field, int d) {
        int components = field.responsibilities().length / field.logDensity().length;
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < x.length / d; i++) {
            List<Object> row = new ArrayList<>();
            addRow(row, x, i, d);
            addRow(row, field.velocity(), i, d);
            row.add(field.logDensity()[i]);
            addRow(row, field.responsibilities(), i, components);
            rows.add(row);
        }
        return rows;
    }

    private static List<String> mapNames(int d) {
        List<String> names = new ArrayList<>(numbered("x", d));
        names.addAll(numbered("y", d));
        return names;
    }

    private static List<List<Object>> mapRows(List<double[]> states, int d) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < states.get(0).length / d; i++) {
            List<Object> row = new ArrayList<>();
            addRow(row, states.get(0), i, d);
            addRow(row, states.get(1), i, d);
            rows.add(row);
        }
        return rows;
    }

    private static List<String> trajectoryNames(int d) {
        List<String> names = new ArrayList<>(List.of("point", "t"));
        names.addAll(numbered("x", d));
        return names;
    }

    private static List<List<Object>> trajectoryRows(TimeGrid grid, List<double[]> states, int d) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < states.get(0).length / d; i++) {
            for (int k = 0; k <= grid.steps(); k++) {
                List<Object> row = new ArrayList<>(List.of(i, grid.time(k)));
                addRow(row, states.get(k), i, d);
                rows.add(row);
            }
        }
        return rows;
    }

    private static void addRow(List<Object> row, double[] numbers, int i, int width) {
        for (int a = 0; a < width; a++) {
            row.add(numbers[i * width + a]);
        }
    }
}
