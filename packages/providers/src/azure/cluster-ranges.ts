/**
 * The ranges that the pods and the services of a cluster have among themselves: of those that carriers share (RFC 6598),
 * which networks of projects seldom use. Pods take a /24 for each node, so that there is room for 8,192 nodes.
 */
export const podRange = '100.64.0.0/11';

/** The range of a cluster's services. */
export const serviceRange = '100.112.0.0/16';

/** Where a cluster's own name server answers, in {@link serviceRange}. */
export const nameServer = '100.112.0.10';
