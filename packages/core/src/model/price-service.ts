/** What prices are for, as a catalogue knows it. */
export const priceServices = [
	'vm',
	'disk',
	'disk-iops',
	'address',
	'database',
	'database-storage',
	'object-storage',
	'nat',
	'private-endpoint',
	'control-plane',
] as const;

/** What a price is for: the hour of a machine, the space of a disk… */
export type PriceService = (typeof priceServices)[number];
