/** The host as a device: plain loops, the specification and the embedded default. */
package dualflow.device.host;
