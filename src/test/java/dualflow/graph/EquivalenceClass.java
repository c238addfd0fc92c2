package dualflow.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CPDAGs by other ways than the product's: by the definition, and by Chickering's algorithm. */
final class EquivalenceClass {
    private EquivalenceClass() {}

    /** An edge is an arrow if all acyclic graphs with this skeleton and these v-structures have it so. */
    static Pdag byDefinition(Dag dag) {
        List<Arrow> edges = dag.arrows();
        boolean[][] may = new boolean[dag.size()][dag.size()];
        for (int flips = 0; flips < 1 << edges.size(); flips++) {
            List<Arrow> arrows = new ArrayList<>();
            for (int e = 0; e < edges.size(); e++) {
                Arrow edge = edges.get(e);
                arrows.add((flips >> e & 1) == 0 ? edge : new Arrow(edge.to(), edge.from()));
            }
            Dag member;
            try {
                member = new Dag(dag.nodes(), arrows);
            } catch (CyclicGraphException e) {
                continue;
            }
            if (vStructures(member).equals(vStructures(dag))) {
                for (Arrow arrow : arrows) {
                    may[dag.indexOf(arrow.from())][dag.indexOf(arrow.to())] = true;
                }
            }
        }
        return new Pdag(dag.nodes(), may);
    }

    private static Set<List<String>> vStructures(Dag dag) {
        Set<List<String>> all = new HashSet<>();
        for (String c : dag.nodes()) {
            for (String a : dag.parents(c)) {
                for (String b : dag.parents(c)) {
                    if (a.compareTo(b) < 0 && !dag.hasArrow(a, b) && !dag.hasArrow(b, a)) {
                        all.add(List.of(a, c, b));
                    }
                }
            }
        }
        return all;
    }

    /** Chickering, "A transformational characterization of equivalent Bayesian network structures", UAI 1995: Order-Edges, Label-Edges. */
    static Pdag byChickering(Dag dag) {
        List<String> order = dag.topologicalOrder();
        List<Arrow> edges = new ArrayList<>(dag.arrows());
        edges.sort(Comparator.comparingInt((Arrow e) -> order.indexOf(e.to()))
                .thenComparing(e -> -order.indexOf(e.from())));
        Map<Arrow, Boolean> compelled = new HashMap<>();
        for (Arrow edge : edges) {
            if (!compelled.containsKey(edge)) {
                label(dag, edge, compelled);
            }
        }
        boolean[][] may = new boolean[dag.size()][dag.size()];
        compelled.forEach((edge, isCompelled) -> {
            may[dag.indexOf(edge.from())][dag.indexOf(edge.to())] = true;
            may[dag.indexOf(edge.to())][dag.indexOf(edge.from())] |= !isCompelled;
        });
        return new Pdag(dag.nodes(), may);
    }

    private static void label(Dag dag, Arrow edge, Map<Arrow, Boolean> compelled) {
        String x = edge.from();
        String y = edge.to();
        List<Arrow> intoY = dag.parents(y).stream().map(z -> new Arrow(z, y)).toList();
        for (String w : dag.parents(x)) {
            if (compelled.get(new Arrow(w, x))) {
                if (!dag.hasArrow(w, y)) {
                    intoY.forEach(e -> compelled.put(e, true));
                    return;
                }
                compelled.put(new Arrow(w, y), true);
            }
        }
        boolean isCompelled = dag.parents(y).stream().anyMatch(z -> !z.equals(x) && !dag.hasArrow(z, x));
        intoY.forEach(e -> compelled.putIfAbsent(e, isCompelled));
    }
}
