package dualflow.graph;

import java.util.List;

/** The arrows of a graph form a cycle, so that it is not a directed acyclic graph; the message names the cycle. */
public final class CyclicGraphException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CyclicGraphException(List<String> cycle) {
        super("The graph has a cycle, " + String.join(" -> ", cycle) + ": leave out one of its arrows.");
    }
}
