/**
 * What an OpenCL device launches for an op: apart from the op, which says what it computes, and from the driver, of which nothing here
 * knows. May import {@code tensor}, {@code op} and {@code launch}.
 *
 * <p>Start at {@link dualflow.device.opencl.lowering.Lowerings}, which finds an op's {@link dualflow.device.opencl.lowering.Lowering}. An elementwise op
 * has none: {@code FusedKernel} makes its kernel of the function in its file. Nor has an op whose kernel makes one number of the result by each
 * work-item and takes the record's components: that is the default.
 */
package dualflow.device.opencl.lowering;
