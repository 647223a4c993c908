/**
 * Whether a page shows what was printed. `…` stands for anything; ids, digests and moments are other ones each time.
 *
 * @param {string} shown the page's block
 * @param {string} printed what came out, of both streams
 */
export function sameOutput(shown, printed) {
	return new RegExp(`^${lines(shown).map(pattern).join('\n')}$`).test(lines(printed).join('\n'));
}

function lines(text) {
	return text
		.trimEnd()
		.split('\n')
		.map((line) => line.trimEnd());
}

function pattern(line) {
	if (line === '…') return '[^]*?';
	return line
		.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
		.replaceAll('…', '.*?')
		.replaceAll(/\b[0-9a-f]{32}\b/g, '[0-9a-f]{32}')
		.replaceAll(/--digest [0-9a-f]+/g, '--digest [0-9a-f]+')
		.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?Z/g, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(:\\d\\d)?Z');
}
