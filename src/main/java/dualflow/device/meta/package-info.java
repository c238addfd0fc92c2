/** The device that holds no numbers, by which a program's shapes, memory and work are learned without running it. May import {@code tensor}. */
package dualflow.device.meta;
