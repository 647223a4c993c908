import { azureHasZones, type Storage } from '@portcullis/core';

/**
 * The access tier of an account for each class. No account starts in the archive: its objects are moved there by a rule,
 * within a day, and come from the hot tier, as leaving a cooler one early has a price.
 */
export const accessTiers: Readonly<Record<Storage['class'], string>> = {
	standard: 'Hot',
	infrequent: 'Cool',
	cold: 'Cold',
	archive: 'Hot',
};

/** The class that an access tier stands for, archive apart. */
export function classOfTier(tier: string | undefined): Storage['class'] | undefined {
	return (['standard', 'infrequent', 'cold'] as const).find((name) => accessTiers[name] === tier);
}

/** Where copies are kept: in three zones where the region has them; the archive has no such copies. */
export function replicationOf(region: string, archive: boolean): 'ZRS' | 'LRS' {
	return azureHasZones(region) && !archive ? 'ZRS' : 'LRS';
}
