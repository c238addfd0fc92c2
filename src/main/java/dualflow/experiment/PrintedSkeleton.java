package dualflow.experiment;

import dualflow.graph.Edge;
import dualflow.graph.Pdag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The graph that the paper prints as its Fig. 4, as {@code reference-data/experiment/figure4_skeleton.csv} has it; the file states how it was read. */
public final class PrintedSkeleton {
    private static final String RESOURCE = "/reference-data/experiment/figure4_skeleton.csv";

    private PrintedSkeleton() {}

    /**
     * Reads the file, which is in the jar.
     *
     * @return the graph, of undirected edges, with the nodes that have some
     */
    public static Pdag read() {
        try (InputStream in = PrintedSkeleton.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Edge> edges = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1) // the names of the columns
                    .map(line -> line.split(",", -1))
                    .map(ends -> new Edge(ends[0], ends[1], Edge.Type.UNDIRECTED))
                    .toList();
            List<String> nodes = edges.stream()
                    .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                    .distinct()
                    .toList();
            return Pdag.of(nodes, edges);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + RESOURCE + " inside the jar cannot be read.", e);
        }
    }
}
