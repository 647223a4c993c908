/**
 * Counts the accelerators that a table's cell lists: `a100x8`, `NVIDIA L4x1`, `gpux1/6 V710`, `h100-80gbx2;local-ssdx1500`.
 * Shares of one card are rounded up: a machine with a sixth of a card has one. Local disks are listed there by gcp and
 * do not count.
 *
 * @returns the number, or `undefined` where the cell lists none; that is not known to mean 0
 */
export function gpuCount(cell: string): number | undefined {
	const counts = cell
		.split(';')
		.filter((item) => !item.startsWith('local-ssd'))
		.map((item) => /x(\d+(?:\.\d+)?)(?:\/(\d+))?(?:st|nd|rd|th|x|X)?(?: .*)?$/.exec(item))
		.map((match) => (match === null ? 0 : Math.ceil(Number(match[1]) / Number(match[2] ?? 1))));
	const sum = counts.reduce((total, count) => total + count, 0);
	return sum > 0 ? sum : undefined;
}
