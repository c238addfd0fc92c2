/**
 * The host as a device: the loops that define the ops or, where these would be slow, the loops listed in {@code HostLowering}. It is both
 * the specification and the built-in default. May import {@code tensor} and {@code op}.
 */
package dualflow.device.host;
