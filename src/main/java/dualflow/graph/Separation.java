package dualflow.graph;

import java.util.List;

/**
 * A test of two variables given others, and what it said.
 *
 * @param a a variable
 * @param b another
 * @param given those conditioned on
 * @param evidence the evidence for their dependence
 */
public record Separation(String a, String b, List<String> given, Evidence evidence) {}
