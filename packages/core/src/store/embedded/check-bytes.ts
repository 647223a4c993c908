/** Reads what the header of a SQLite file says of the file. Costs nothing, and finds what a torn copy looks like. */
export function headerProblem(bytes: Uint8Array): string | null {
	if (bytes.length === 0) return 'it is empty';
	if (bytes.length < 100 || new TextDecoder().decode(bytes.subarray(0, 16)) !== 'SQLite format 3\0') {
		return 'it does not start as a SQLite database does';
	}
	// Bytes 18 and 19: another program has set it to keep its latest changes in a second file, which is not looked at here.
	if (bytes[18] === 2 || bytes[19] === 2) {
		return 'another program has switched it to write-ahead logging; switch it back by `pragma journal_mode = delete`';
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	// https://www.sqlite.org/fileformat2.html#the_database_header: the page size 65536 is written as 1.
	const pageSize = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
	const expected = pageSize * view.getUint32(28);
	if (bytes.length !== expected) return `it has ${bytes.length} bytes and its header says ${expected}`;
	return null;
}
