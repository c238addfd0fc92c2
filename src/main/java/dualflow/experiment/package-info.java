/**
 * The tables and figures of the paper, recomputed: what is printed, what the published code gives, and what is exact. Start at {@link
 * dualflow.experiment.Table4}. May import every package but {@code claim} and {@code cli}.
 */
package dualflow.experiment;
