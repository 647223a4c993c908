import type { ProviderId } from '@portcullis/core';

/**
 * The series whose machines have graphics cards or other accelerators, by how each cloud names them: gcp's
 * accelerator-optimized series, aws's accelerated computing families (P, G, Trn, Inf, DL, VT, F), azure's sizes of N.
 * https://cloud.google.com/compute/docs/accelerator-optimized-machines
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 * https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
const accelerated: Readonly<Record<ProviderId, RegExp>> = {
	gcp: /^(?:a\d|g\d|ct\d)/,
	aws: /^(?:p\d|g\d|gr\d|trn|inf|dl\d|vt\d|f\d)/,
	azure: /^(?:Standard|Basic)_N/,
};

/** Whether a machine type is of a series with accelerators: where its number is not known, it is then not 0. */
export function isAccelerated(provider: ProviderId, type: string): boolean {
	// Shared-core machines of the first generations of gcp are called alike and have none.
	if (provider === 'gcp' && (type === 'g1-small' || type === 'f1-micro')) return false;
	return accelerated[provider].test(type);
}
