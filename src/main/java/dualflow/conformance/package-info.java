/**
 * Whether an OpenCL device gives the host's bits: every kernel that it would use, on many shapes and numbers. The same cases are those of
 * the tests. May import {@code tensor}, {@code op}, {@code device}, {@code autodiff}, {@code recording} and {@code random}.
 */
package dualflow.conformance;
