/**
 * Whether an OpenCL device gives the host's bits: every kernel that it would use, on many shapes and values. The tests use the same cases.
 * May import {@code tensor}, {@code op}, {@code nn}, {@code device}, {@code launch}, {@code autodiff}, {@code recording} and {@code random}.
 */
package dualflow.conformance;
