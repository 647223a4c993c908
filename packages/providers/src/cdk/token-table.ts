interface TokenTable {
	stringTokenMap: Map<string, unknown>;
	numberTokenMap: Map<number, unknown>;
}

/**
 * Runs one synthesis with a token table of its own.
 *
 * cdktf keeps every reference ever made in two maps of a global object and looks them up by text alone: without this,
 * text of one tenant could name another's reference, and 1,000 syntheses hold 580 MB. The maps are swapped, not
 * cleared, because the program around us may be using cdktf as well. The table object itself stays: cdktf's resolver
 * has captured it.
 *
 * @throws Error if cdktf keeps its tokens elsewhere, or if the work is asynchronous: another synthesis would run in
 * between and see these tokens
 */
export function withOwnTokens<Result>(work: () => Result): Result {
	const table = (globalThis as { __cdktfTokenMap?: TokenTable }).__cdktfTokenMap;
	if (!(table?.stringTokenMap instanceof Map) || !(table.numberTokenMap instanceof Map)) {
		throw new Error('cdktf no longer keeps its tokens in globalThis.__cdktfTokenMap; see cdk/token-table.ts');
	}
	const { stringTokenMap, numberTokenMap } = table;
	table.stringTokenMap = new Map();
	table.numberTokenMap = new Map();
	try {
		const result = work();
		if (result instanceof Promise) throw new Error('a synthesis must be synchronous');
		return result;
	} finally {
		table.stringTokenMap = stringTokenMap;
		table.numberTokenMap = numberTokenMap;
	}
}
