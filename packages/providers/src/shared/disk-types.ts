import type { DiskType, ProviderId } from '@portcullis/core';

/**
 * What each cloud calls a kind of disk; a kind that is missing is one that the cloud lacks. The prices of core are
 * looked up by the same names (on azure by the tier: S for Standard_LRS, E for StandardSSD_LRS, P for Premium_LRS).
 *
 * aws lacks `standard`: an instance cannot start from st1 or sc1, and its old magnetic volumes are not offered for
 * current instances.
 */
export const cloudDiskTypes: Readonly<Record<ProviderId, Readonly<Partial<Record<DiskType, string>>>>> = {
	gcp: { standard: 'pd-standard', balanced: 'pd-balanced', ssd: 'pd-ssd' },
	aws: { balanced: 'gp3', ssd: 'io2' },
	azure: { standard: 'Standard_LRS', balanced: 'StandardSSD_LRS', ssd: 'Premium_LRS' },
};

/**
 * The cloud's name of a kind of disk.
 *
 * @throws Error for a kind that the cloud lacks, which `check` refuses before
 */
export function cloudDiskType(provider: ProviderId, type: DiskType): string {
	const name = cloudDiskTypes[provider][type];
	if (name === undefined) throw new Error(`${provider} has no disk of type ${type}`);
	return name;
}

/** The kind of disk that a cloud's name stands for; `undefined` for one that the model does not know. */
export function diskTypeOf(provider: ProviderId, name: string | undefined): DiskType | undefined {
	const entries = Object.entries(cloudDiskTypes[provider]) as [DiskType, string][];
	return entries.find(([, cloudName]) => cloudName === name)?.[0];
}
