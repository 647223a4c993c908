// A comment is no token, so that nothing in one is taken for code. Two-sign operators come before those of one sign.
const TOKEN =
	/(?<comment>#[^\n]*)|(?<string>"(?:\\.|[^"\\\n])*"|`[^`]*`)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>:=|==|!=|<=|>=|[^\s])/gu;

/**
 * The tokens of a Rego source, in order. What they mean is for OPA's syntax tree to say, which gives where each thing
 * begins but not where it ends.
 *
 * @param {string} text
 * @returns {{ kind: 'string' | 'number' | 'name' | 'sign', text: string, start: number, end: number, row: number, column: number }[]}
 * `start` and `end` are offsets; `row` and `column` count from 1, columns in characters, as OPA does
 */
export function tokenize(text) {
	const tokens = [];
	let row = 1;
	let rowStart = 0;
	let seen = 0;
	for (const match of text.matchAll(TOKEN)) {
		const start = match.index;
		for (let line = text.indexOf('\n', seen); line !== -1 && line < start; line = text.indexOf('\n', line + 1)) {
			row += 1;
			rowStart = line + 1;
		}
		seen = start;
		const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined);
		if (kind === 'comment') continue;
		const column = [...text.slice(rowStart, start)].length + 1;
		tokens.push({ kind, text: match[0], start, end: start + match[0].length, row, column });
	}
	return tokens;
}

const OPENING = ['(', '[', '{'];
const CLOSING = [')', ']', '}'];

/**
 * The place behind the last token of what begins at one: before the bracket that closes round it, or before the first
 * token outside of all its own brackets for which `ends` holds, or at `limit`.
 *
 * @param {readonly { text: string }[]} tokens
 * @param {number} from
 * @param {number} limit
 * @param {(token: { text: string }) => boolean} ends
 * @returns {number}
 */
export function endOf(tokens, from, limit, ends) {
	let depth = 0;
	for (let index = from; index < limit; index++) {
		const { text } = tokens[index];
		if (CLOSING.includes(text)) depth -= 1;
		if (depth < 0) return index;
		if (depth === 0 && ends(tokens[index])) return index;
		if (OPENING.includes(text)) depth += 1;
	}
	return limit;
}
