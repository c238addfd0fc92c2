/**
 * Causal graphs: directed acyclic graphs with d-separation and interventions, what independence can tell of them, and its discovery from
 * data by the PC algorithm. Pearl, "Causality", 2nd ed., 2009; Spirtes, Glymour and Scheines, "Causation, prediction, and search", 2nd ed.,
 * 2000. May import {@code data} and {@code association}.
 */
package dualflow.graph;
