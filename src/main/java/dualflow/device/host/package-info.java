/**
 * The host as a device: the loops that define the ops, or where these would be slow, the loops listed in {@code HostLowering}; the specification
 * and the embedded default. May import {@code tensor} and {@code op}.
 */
package dualflow.device.host;
