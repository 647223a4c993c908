/**
 * Fields that a resource may go without: those of which there is no value are left out. All others are given even as
 * `undefined`, which says that they are not known.
 */
export function optional(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
