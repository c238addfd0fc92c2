package dualflow.semantics;

import dualflow.syntax.Formula;

/**
 * What a mean is conditioned on.
 *
 * @param quantity the random quantity
 * @param written its value as a formula
 * @param value its value: an index, or numbers
 */
record Observation(Formula quantity, Formula written, Meaning value) {}
