import { CST, Lexer } from 'yaml';

// What the parser does beyond these takes seconds, or the stack (a depth of some thousands ends the whole process, and
// no `catch` sees it). A request of 1,000 resources stays far below.
const maxFlowDepth = 32;
const maxIndicatorsOfLine = 32;
const maxIndent = 128;
const maxTokens = 300_000;
const maxAliases = 1000;

/** What a text holds too much of, and where, as an offset. */
export interface Excess {
	readonly message: string;
	readonly offset: number;
}

/**
 * Looks at the tokens of a YAML text before it is parsed. The lexer needs no stack, so it can look at anything.
 *
 * @returns the first excess; `null` where the text can be parsed without harm
 */
export function checkNesting(text: string): Excess | null {
	let offset = 0;
	let tokens = 0;
	let depth = 0;
	let aliases = 0;
	let indicators = 0;
	let lineStart = true;
	for (const token of new Lexer().lex(text)) {
		tokens += 1;
		const type: CST.TokenType | null = CST.tokenType(token);
		if (type === 'flow-map-start' || type === 'flow-seq-start') depth += 1;
		else if (type === 'flow-map-end' || type === 'flow-seq-end') depth = Math.max(0, depth - 1);
		else if (type === 'alias') aliases += 1;
		else if (depth === 0 && opensBlock(type)) indicators += 1;
		const isIndent = lineStart && depth === 0 && type === 'space' && token.length > maxIndent;
		if (depth > maxFlowDepth || indicators > maxIndicatorsOfLine || isIndent) {
			return { message: 'is nested too deeply: 32 levels are more than any request has', offset };
		}
		if (aliases > maxAliases) return { message: `has more than ${maxAliases} aliases; write the values out`, offset };
		if (tokens > maxTokens) return { message: 'holds too many values for one request', offset };
		lineStart = type === 'newline';
		if (lineStart) indicators = 0;
		// The lexer marks documents and scalars with characters that are not in the text.
		if (type !== 'doc-mode' && type !== 'flow-error-end' && type !== 'scalar') offset += token.length;
	}
	return null;
}

// Each of them can open a level on the same line: `- - - x`. Inside of braces they cannot.
function opensBlock(type: CST.TokenType | null): boolean {
	return type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind';
}
