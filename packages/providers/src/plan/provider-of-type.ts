import type { ProviderId } from '@portcullis/core';

const prefixes: Readonly<Record<ProviderId, RegExp>> = { gcp: /^google_/, aws: /^aws_/, azure: /^azurerm_/ };

/** The cloud that a type of Terraform's belongs to; `null` for one of none. */
export function providerOfType(type: string): ProviderId | null {
	const clouds: readonly ProviderId[] = ['gcp', 'aws', 'azure'];
	return clouds.find((cloud) => prefixes[cloud].test(type)) ?? null;
}
