import type { Architecture } from '../vm/architecture.js';

/** What the name of a size says: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
export interface AzureSize {
	readonly architecture: Architecture;
	/** Whether it takes a Premium disk: an `s` among its features, or the older `DS`, `GS`. */
	readonly premium: boolean;
	/** Whether trusted launch (secure boot and a virtual TPM) is offered for it. */
	readonly trustedLaunch: boolean;
	/** Whether it has one vCPU only, or the B series' 1 GiB (a `t` among its features). */
	readonly tooSmallForNodes: boolean;
}

// Standard_D2ps_v6: family D, 2 vCPU, features ps, version 6.
const name = /^Standard_([A-Z]+)(\d+)(?:-\d+)?([a-z]*)(?:_[A-Za-z0-9_]+)?$/;

/**
 * Reads the name of a size; `undefined` for what is no size of Azure's (`Basic_…` among them, which is retired).
 *
 * Trusted launch is missing where only images of the first generation start (A; D, E, F and G without `s` up to v3)
 * and on Arm before v6: https://learn.microsoft.com/azure/virtual-machines/trusted-launch. There may be more, which
 * Azure then refuses itself.
 */
export function azureSize(size: string): AzureSize | undefined {
	const found = name.exec(size);
	if (found === null) return undefined;
	const [, family = '', number = '', features = ''] = found;
	const version = Number(/_v(\d+)(?:_|$)/.exec(size)?.[1] ?? 1);
	const arm = /^[BDE]$/.test(family) && features.includes('p');
	const firstGeneration = family === 'A' || (/^[DEFG]$/.test(family) && !features.includes('s') && version <= 3);
	return {
		architecture: arm ? 'arm64' : 'amd64',
		premium: features.includes('s') || /^[A-Z]+S$/.test(family),
		trustedLaunch: !firstGeneration && !(arm && version < 6),
		tooSmallForNodes: number === '1' || (family === 'B' && features.includes('t')),
	};
}
