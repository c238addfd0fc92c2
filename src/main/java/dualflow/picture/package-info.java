/** The drawings of results: figures of the paper, heat maps, graphs, samples and losses. What they show is computed elsewhere. */
package dualflow.picture;
