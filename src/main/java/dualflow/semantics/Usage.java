package dualflow.semantics;

import java.util.SortedSet;

/**
 * What a check of types found out about the evaluation.
 *
 * @param averaged names of drawn functions whose arguments are random, so that they are polynomials of degree 3
 * @param integrated names of drawn functions in a flow's field, so that they are tanh networks
 * @param approximations what rests on a resolution: some of "flow", "integral", "uniform", "quadrature"
 */
public record Usage(SortedSet<String> averaged, SortedSet<String> integrated, SortedSet<String> approximations) {}
