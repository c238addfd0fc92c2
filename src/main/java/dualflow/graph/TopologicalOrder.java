package dualflow.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Kahn's algorithm, "Topological sorting of large networks", CACM 1962. */
final class TopologicalOrder {
    private TopologicalOrder() {}

    /** The nodes, each after its parents; of those that might be next, the first. */
    static int[] of(Dag dag) {
        int[] waiting =
                IntStream.range(0, dag.size()).map(i -> dag.parents(i).length).toArray();
        PriorityQueue<Integer> free = new PriorityQueue<>();
        IntStream.range(0, dag.size()).filter(i -> waiting[i] == 0).forEach(free::add);
        int[] order = new int[dag.size()];
        int n = 0;
        while (!free.isEmpty()) {
            int node = free.remove();
            order[n++] = node;
            for (int child : dag.children(node)) {
                if (--waiting[child] == 0) {
                    free.add(child);
                }
            }
        }
        if (n < dag.size()) {
            throw new CyclicGraphException(cycle(dag, waiting));
        }
        return order;
    }

    /** A cycle: each node that still waits has a parent that waits, so going back from parent to parent comes round. */
    private static List<String> cycle(Dag dag, int... waiting) {
        List<Integer> path = new ArrayList<>();
        int node = IntStream.range(0, dag.size())
                .filter(i -> waiting[i] > 0)
                .findFirst()
                .orElseThrow();
        while (!path.contains(node)) {
            path.add(node);
            node = Arrays.stream(dag.parents(node))
                    .filter(p -> waiting[p] > 0)
                    .findFirst()
                    .orElseThrow();
        }
        List<Integer> cycle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
        cycle.add(node);
        Collections.reverse(cycle);
        return cycle.stream().map(dag.nodes()::get).toList();
    }
}
