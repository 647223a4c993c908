/** The header of a block of a configuration: `resource "aws_instance" "front" {`. */
export interface BlockHeader {
	readonly type: string;
	readonly labels: readonly string[];
	/** Of its first word, counted from 1. */
	readonly line: number;
}

/**
 * The headers of a file's outermost blocks. Knows comments, strings with expressions in them, and heredocs, so that
 * text which looks like a block is not taken for one. A file that is no configuration gives what can be made of it.
 */
export function blockHeaders(text: string): BlockHeader[] {
	const headers: BlockHeader[] = [];
	let words: { readonly text: string; readonly line: number }[] = [];
	let depth = 0;
	let line = 1;
	let at = 0;
	while (at < text.length) {
		const end = endOfToken(text, at);
		const token = text.slice(at, end);
		const first = token[0] ?? '';
		if (first === '\n') words = [];
		else if ('{[('.includes(first)) {
			const [type, ...labels] = words;
			if (first === '{' && depth === 0 && type !== undefined) {
				headers.push({ type: type.text, labels: labels.map((label) => label.text), line: type.line });
			}
			words = [];
			depth++;
		} else if ('}])'.includes(first)) depth = Math.max(0, depth - 1);
		else if (depth === 0 && first === '"') words.push({ text: token.slice(1, -1), line });
		else if (depth === 0 && /[\p{L}_]/u.test(first)) words.push({ text: token, line });
		// What is no header: region = …
		else if (first === '=') words = [];
		for (const character of token) if (character === '\n') line++;
		at = end;
	}
	return headers;
}

const word = /[\p{L}\p{N}_-]+/uy;
const heredoc = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/uy;

/** Where the token that begins at a place ends; at least one further. */
function endOfToken(text: string, at: number): number {
	const two = text.slice(at, at + 2);
	if (text[at] === '"') return endOfString(text, at);
	if (text[at] === '#' || two === '//') return before(text, '\n', at);
	if (two === '/*') return after(text, '*/', at + 2);
	if (two === '<<') {
		heredoc.lastIndex = at;
		const marker = heredoc.exec(text);
		if (marker !== null) return endOfHeredoc(text, heredoc.lastIndex, marker[1] ?? '');
	}
	word.lastIndex = at;
	return word.test(text) ? word.lastIndex : at + 1;
}

function endOfString(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length) {
		const two = text.slice(at, at + 2);
		if (text[at] === '"') return at + 1;
		// No string goes over a line: this one was never closed.
		if (text[at] === '\n') return at;
		if (text[at] === '\\') at += 2;
		else if (two === '$$' || two === '%%') at += text[at + 2] === '{' ? 3 : 1;
		else if (two === '${' || two === '%{') at = endOfTemplate(text, at + 2);
		else at++;
	}
	return text.length;
}

/** Behind the brace that closes an expression within a string; strings in it may hold others. */
function endOfTemplate(text: string, start: number): number {
	let depth = 1;
	let at = start;
	while (at < text.length && depth > 0) {
		if (text[at] === '{') depth++;
		if (text[at] === '}') depth--;
		at = endOfToken(text, at);
	}
	return at;
}

function endOfHeredoc(text: string, start: number, marker: string): number {
	let at = start;
	while (at < text.length) {
		const end = before(text, '\n', at);
		if (text.slice(at, end).trim() === marker) return end;
		at = end + 1;
	}
	return text.length;
}

function before(text: string, what: string, from: number): number {
	const found = text.indexOf(what, from);
	return found < 0 ? text.length : found;
}

function after(text: string, what: string, from: number): number {
	const found = text.indexOf(what, from);
	return found < 0 ? text.length : found + what.length;
}
