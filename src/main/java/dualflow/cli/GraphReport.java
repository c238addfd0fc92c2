package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.data.Csv;
import dualflow.data.Json;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.graph.Discovery;
import dualflow.graph.Dot;
import dualflow.graph.Edge;
import dualflow.graph.GraphComparison;
import dualflow.graph.Observations;
import dualflow.graph.Pdag;
import dualflow.graph.Separation;
import dualflow.graph.TestName;
import dualflow.picture.GraphPicture;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The output of the command graph.
 *
 * @param test the test
 * @param alpha its level
 * @param effect the smallest effect
 * @param depth the most variables conditioned on
 * @param observations what was observed
 * @param found what was found
 * @param comparison the graph found beside the true one, where that is known
 */
record GraphReport(
        TestName test,
        double alpha,
        double effect,
        int depth,
        Observations observations,
        Discovery found,
        Optional<GraphComparison> comparison) {
    private static final int MOST_NAMED = 12;

    void print(PrintWriter text) {
        Pdag graph = found.graph();
        text.printf(
                Locale.ROOT,
                "data     %d variables, %d rows%n",
                observations.names().size(),
                observations.rows());
        text.printf(
                Locale.ROOT,
                "test     %s, alpha %s, effect %s, depth %d: %d tests%n",
                Values.written(test),
                ShortestDecimal.of(alpha),
                ShortestDecimal.of(effect),
                depth,
                found.tests());
        text.printf(Locale.ROOT, "edges    %d of %d pairs%n", graph.edges().size(), pairs());
        if (!graph.edges().isEmpty()) {
            text.println();
            printEdges(text);
        }
        text.println();
        List<String> isolated = isolated();
        if (!isolated.isEmpty()) {
            text.println("Without edges: " + String.join(", ", isolated) + ".");
        }
        if (found.untested() > 0) {
            text.printf(
                    Locale.ROOT,
                    "%d edges have neighbours enough for larger sets; they were not tested given more than --depth %d.%n",
                    found.untested(),
                    depth);
        }
        long undefined = found.separations().stream()
                .filter(separation -> separation.evidence().degreesOfFreedom() == 0)
                .count();
        if (undefined > 0) {
            text.printf(
                    Locale.ROOT,
                    "%d pairs were separated because, given the others, one of them does not vary.%n",
                    undefined);
        }
        if (!found.conflicts().isEmpty()) {
            text.println("Left undirected, as the tests ask for arrows in both directions: " + joined(found.conflicts())
                    + ".");
        }
        text.println(
                graph.isCpdag()
                        ? "The graph is that of a class of Markov equivalent causal graphs."
                        : "No causal graph without hidden causes has exactly these edges and arrows, so some of the tests err, or a"
                                + " cause was not observed; the edges remain what the tests say.");
        comparison.ifPresent(c -> print(c, text));
        text.flush();
    }

    private int pairs() {
        int n = observations.names().size();
        return n * (n - 1) / 2;
    }

    private void printEdges(PrintWriter text) {
        double[][] correlations = observations.correlations();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("from", "", "to", test.isOfBinaryVariables() ? "phi" : "r", "weakest", "log10 p", "given"));
        List<Edge> edges = found.graph().edges();
        for (int e = 0; e < edges.size(); e++) {
            Edge edge = edges.get(e);
            Separation weakest = found.weakest().get(e);
            rows.add(List.of(
                    edge.from(),
                    edge.type() == Edge.Type.DIRECTED ? "->" : "--",
                    edge.to(),
                    decimals(correlations[index(edge.from())][index(edge.to())]),
                    decimals(weakest.evidence().effect()),
                    String.format(Locale.ROOT, "%.1f", weakest.evidence().log10P()),
                    weakest.given().isEmpty() ? "-" : String.join(", ", weakest.given())));
        }
        Table.print(text, rows);
    }

    private int index(String name) {
        return observations.names().indexOf(name);
    }

    private static String decimals(double x) {
        return String.format(Locale.ROOT, "%.3f", x);
    }

    private List<String> isolated() {
        return observations.names().stream()
                .filter(name -> found.graph().edges().stream()
                        .noneMatch(edge -> edge.from().equals(name) || edge.to().equals(name)))
                .toList();
    }

    private static void print(GraphComparison comparison, PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Of the true graph's class: %d edges shared, %d missing, %d extra; of the shared, %d directed otherwise.%n",
                comparison.shared().size(),
                comparison.missing().size(),
                comparison.extra().size(),
                comparison.turned().size());
        printList("missing", comparison.missing(), text);
        printList("extra", comparison.extra(), text);
        printList("otherwise", comparison.turned(), text);
        text.println(
                comparison.isEquivalent()
                        ? "The graph found is Markov equivalent to the true one."
                        : "The graph found is not Markov equivalent to the true one.");
    }

    private static void printList(String name, List<Edge> edges, PrintWriter text) {
        if (!edges.isEmpty()) {
            text.printf(Locale.ROOT, "  %s: %s%n", name, joined(edges));
        }
    }

    private static String joined(List<Edge> edges) {
        String text = String.join(
                ", ", edges.stream().limit(MOST_NAMED).map(Edge::toString).toList());
        return edges.size() > MOST_NAMED ? text + " and " + (edges.size() - MOST_NAMED) + " more" : text;
    }

    /** The graph as JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodes", found.graph().nodes());
        json.put("edges", edges(found.graph().edges()));
        json.put(
                "separations",
                found.separations().stream().map(GraphReport::json).toList());
        json.put("conflicts", edges(found.conflicts()));
        json.put("test", Values.written(test));
        json.put("alpha", alpha);
        json.put("effect", effect);
        json.put("depth", depth);
        json.put("rows", observations.rows());
        json.put("tests", found.tests());
        json.put("untested", found.untested());
        json.put("isCpdag", found.graph().isCpdag());
        comparison.ifPresent(c -> {
            Map<String, Object> truth = new LinkedHashMap<>();
            truth.put("shared", edges(c.shared()));
            truth.put("missing", edges(c.missing()));
            truth.put("extra", edges(c.extra()));
            truth.put("turned", edges(c.turned()));
            truth.put("isEquivalent", c.isEquivalent());
            json.put("truth", truth);
        });
        return json;
    }

    static List<Map<String, Object>> edges(List<Edge> edges) {
        return edges.stream()
                .map(edge -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("from", edge.from());
                    json.put("to", edge.to());
                    json.put("type", Values.written(edge.type()));
                    return json;
                })
                .toList();
    }

    private static Map<String, Object> json(Separation separation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("a", separation.a());
        json.put("b", separation.b());
        json.put("given", separation.given());
        json.put("statistic", separation.evidence().statistic());
        json.put("degreesOfFreedom", separation.evidence().degreesOfFreedom());
        json.put("p", separation.evidence().p());
        json.put("log10P", separation.evidence().log10P());
        json.put("effect", separation.evidence().effect());
        return json;
    }

    /** Writes all files of the folder. */
    void write(PictureFolder folder, RunRecord record, PrintWriter err) {
        List<Edge> edges = found.graph().edges();
        List<List<Object>> rows = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            Edge edge = edges.get(e);
            rows.add(row(
                    edge.from(),
                    edge.to(),
                    Values.written(edge.type()),
                    found.weakest().get(e)));
        }
        Csv.write(
                folder.file("edges.csv"),
                List.of("from", "to", "type", "weakest_given", "statistic", "degrees_of_freedom", "log10_p", "effect"),
                rows);
        Csv.write(
                folder.file("separations.csv"),
                List.of("a", "b", "type", "given", "statistic", "degrees_of_freedom", "log10_p", "effect"),
                found.separations().stream()
                        .map(separation -> row(separation.a(), separation.b(), "separated", separation))
                        .toList());
        AtomicFile.write(
                folder.file("graph.dot"), out -> out.write(Dot.of(found.graph()).getBytes(StandardCharsets.UTF_8)));
        folder.draw("graph", () -> GraphPicture.draw(title(), found.graph()), err);
        Json.write(folder.file("graph.json"), json());
        record.put("test", Values.written(test))
                .put("alpha", alpha)
                .put("effect", effect)
                .put("depth", depth)
                .put("rows", observations.rows())
                .put("edges", edges.size())
                .put("tests", found.tests())
                .write(folder.file("run.json"));
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "What PC-stable finds in %d rows (%s, α = %s, effect of at least %s)",
                observations.rows(),
                Values.written(test),
                ShortestDecimal.of(alpha).replace('E', 'e'),
                ShortestDecimal.of(effect));
    }

    /** An infinite statistic or logarithm, of columns that determine each other, is an empty cell. */
    private static List<Object> row(String a, String b, String type, Separation separation) {
        return Arrays.asList(
                a,
                b,
                type,
                String.join(" ", separation.given()),
                finite(separation.evidence().statistic()),
                separation.evidence().degreesOfFreedom(),
                finite(separation.evidence().log10P()),
                separation.evidence().effect());
    }

    private static Object finite(double x) {
        return Double.isFinite(x) ? (Object) x : null;
    }
}
