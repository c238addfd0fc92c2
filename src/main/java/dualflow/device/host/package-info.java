/**
 * The host as a device: plain loops, the specification and the embedded default. May import {@code tensor}.
 */
package dualflow.device.host;
