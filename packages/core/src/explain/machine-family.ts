/**
 * What the names of machine types of one series have in common: `e2` of `e2-standard-8`, `t3` of `t3.large`, `db.m6g` of
 * `db.m6g.xlarge`, `Standard_D#s_v5` of `Standard_D4s_v5`. Two types of one family differ in size and in little else.
 */
export function machineFamily(type: string): string {
	const dot = type.lastIndexOf('.');
	if (dot > 0) return type.slice(0, dot);
	if (type.includes('_')) return type.replace(/(?<=_[A-Z]+)\d+(?:-\d+)?/, '#');
	return type.split('-')[0] ?? type;
}
