/** The tables and figures of the paper, recomputed: what is printed, what the published code gives, and what is exact. */
package dualflow.experiment;
