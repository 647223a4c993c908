/** Leaves out the fields that are `null`: the model leaves out what was not given, a table holds NULL for it. */
export function withoutNulls<Fields extends object>(
	fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
		[Key in keyof Fields]?: NonNullable<Fields[Key]>;
	};
}
