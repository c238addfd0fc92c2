package dualflow.graph;

import java.util.List;

/**
 * What the PC algorithm found.
 *
 * @param graph the graph
 * @param separations for each pair of nodes that are not adjacent, the test by which their edge was removed
 * @param weakest for each edge, in the order of the graph's edges, the test that came closest to removing it
 * @param conflicts edges left undirected because they were to be arrows in both directions
 * @param tests the number of tests
 * @param untested the number of edges with neighbours enough for larger sets than the depth allowed
 */
public record Discovery(
        Pdag graph,
        List<Separation> separations,
        List<Separation> weakest,
        List<Edge> conflicts,
        long tests,
        int untested) {}
