/**
 * What an OpenCL device launches for an op: separate from the op, which states what it computes, and from the driver, on which nothing here
 * depends. May import {@code tensor}, {@code op} and {@code launch}.
 *
 * <p>Start at {@link dualflow.device.opencl.lowering.Lowerings}, which finds an op's {@link dualflow.device.opencl.lowering.Lowering}. An
 * elementwise op has none: {@code FusedKernel} generates its kernel from the function in its file. Nor does an op whose kernel computes one
 * element of the result per work-item and takes the record's components: that is the default.
 */
package dualflow.device.opencl.lowering;
