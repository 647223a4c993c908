/**
 * The versions of Kubernetes in GKE's regular channel.
 * https://cloud.google.com/kubernetes-engine/docs/release-schedule, as of mid-2026
 */
export const clusterVersions: readonly string[] = ['1.33', '1.34', '1.35', '1.36'];
