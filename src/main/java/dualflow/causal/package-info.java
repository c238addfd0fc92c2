/**
 * Structural causal models whose every law is known, and what Jacobian-vector products through a flow can tell of them (paper, sections 3.2, 7.1 and
 * 7.2): interventions, counterfactuals, conditioning on small products, do-directions and do-flows. Start at {@link
 * dualflow.causal.StructuralModel}, and for the tests at {@link dualflow.causal.World}. Pearl, "Causality", 2nd ed., 2009.
 */
package dualflow.causal;
