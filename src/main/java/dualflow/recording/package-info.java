/**
 * Programs that are recorded once and replayed: what makes an evaluation fast, while the readable rules remain the definition. May import
 * {@code tensor}, {@code op}, {@code nn}, {@code autodiff} and {@code launch}.
 */
package dualflow.recording;
