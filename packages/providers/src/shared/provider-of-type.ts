import { type ProviderId, providerIds } from '@portcullis/core';

const prefixes: Readonly<Record<ProviderId, RegExp>> = { gcp: /^google_/, aws: /^aws_/, azure: /^azurerm_/ };

/** The cloud that a type of Terraform's belongs to; `null` for one of none. */
export function providerOfType(type: string): ProviderId | null {
	return providerIds.find((cloud) => prefixes[cloud].test(type)) ?? null;
}
