// JSON whose numbers keep every digit: JavaScript's own reader would make 1 of 1.0 and lose the end of long integers.
// A number that JavaScript would write differently is held as a text with a mark before it.
const MARK = '\u0001number ';
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const MARKED = /"\\u0001number ([^"]*)"/g;

export function readLossless(text) {
	return JSON.parse(
		text.replace(TEXT_OR_NUMBER, (token) =>
			token.startsWith('"') || String(Number(token)) === token ? token : JSON.stringify(MARK + token),
		),
	);
}

export function writeLossless(value) {
	return JSON.stringify(value).replace(MARKED, '$1');
}
