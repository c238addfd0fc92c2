package dualflow.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random graphs for tests. */
final class RandomDag {
    private RandomDag() {}

    /** Each pair of nodes is joined with the given probability, along a random order. */
    static Dag draw(int size, double probability, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        List<String> nodes = IntStream.range(0, size).mapToObj(i -> "N" + i).toList();
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (random.nextDouble() < probability) {
                    arrows.add(new Arrow(nodes.get(order[j]), nodes.get(order[i])));
                }
            }
        }
        return new Dag(nodes, arrows);
    }
}
