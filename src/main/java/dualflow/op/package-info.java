/** The primitives, one record each, and the facade {@link dualflow.op.Ops}. */
package dualflow.op;
