import { endOf, tokenize } from './tokenize.js';

const TURNED = {
	'==': ['!='],
	'!=': ['=='],
	'<': ['<=', '>='],
	'<=': ['<', '>'],
	'>': ['>=', '<='],
	'>=': ['>', '<'],
	'+': ['-'],
	'-': ['+'],
	'*': ['/'],
	'/': ['*'],
};

/**
 * Every mutant of one source: one change each, of which a test should notice every one.
 *
 * Rules, expressions and elements are found in OPA's syntax tree; signs and constants are tokens, and so are found in
 * the source. Package, imports and comments (METADATA) are left as they are.
 *
 * @param {{ path: string, text: string }} source
 * @param {object} tree OPA's syntax tree of it, with locations
 * @returns {{ id: string, kind: 'rule' | 'sign' | 'constant' | 'expression' | 'element', path: string, line: number,
 * what: string, text: string }[]} `id` stays the same while its line moves; `text` is the whole changed source
 */
export function makeMutants({ path, text }, tree) {
	const tokens = tokenize(text);
	const at = new Map(tokens.map((token, index) => [`${token.row}:${token.column}`, index]));
	const rules = (tree.rules ?? []).map((rule) => ({ rule, name: nameOf(rule), start: find(rule) }));
	const mutants = new Map();
	const counts = {};
	for (const [index, { rule, name, start }] of rules.entries()) {
		counts[name] = (counts[name] ?? 0) + 1;
		const end = rules[index + 1]?.start ?? tokens.length;
		mutateRule(rule, start, end, `${name} ${counts[name]}`);
	}
	return [...mutants.values()];

	function find({ location }) {
		const found = at.get(`${location.row}:${location.col}`);
		if (found === undefined) throw new Error(`${path}:${location.row}:${location.col}: no token where OPA sees one`);
		return found;
	}

	function mutateRule(rule, start, end, name) {
		replace(start, end, '', { kind: 'rule', what: 'the rule is removed', name });
		for (let clause = rule.else; clause !== undefined; clause = clause.else) {
			const from = find(clause);
			const to = endOf(tokens, from + 1, end, (token) => token.text === 'else');
			replace(from, to, '', { kind: 'rule', what: 'the else is removed', name });
		}
		mutateTokens(start, end, name);
		visit(rule);

		function visit(node) {
			if (node === null || typeof node !== 'object') return;
			if (Array.isArray(node.body)) mutateBody(node.body, end, name);
			if (['array', 'set', 'object'].includes(node.type)) mutateElements(node, name);
			for (const child of Object.values(node)) visit(child);
		}
	}

	function mutateTokens(start, end, name) {
		for (let index = start; index < end; index++) {
			const token = tokens[index];
			if (token.text === 'not') replace(index, index + 1, '', { kind: 'sign', what: 'not is removed', name });
			for (const changed of changesOf(token, tokens[index - 1])) {
				const kind = token.kind === 'sign' ? 'sign' : 'constant';
				replace(index, index + 1, changed, { kind, what: `${token.text} becomes ${changed}`, name });
			}
		}
	}

	// `true` in its place and not nothing at all: a body may not be empty.
	function mutateBody(body, end, name) {
		const written = body.filter(({ generated }) => generated !== true);
		const starts = written.map(beginningOf);
		for (const [index, expression] of written.entries()) {
			const from = starts[index];
			const limit = starts[index + 1] ?? end;
			const to = endOf(tokens, from, limit, (token) => token.text === ';' || token.text === 'else');
			replace(from, to, 'true', { kind: 'expression', what: `removed: ${inOneLine(from, to)}`, name });
			if (!canBeNegated(expression)) continue;
			const negated = `not ${textOf(from, to)}`;
			replace(from, to, negated, { kind: 'sign', what: `negated: ${inOneLine(from, to)}`, name });
		}
	}

	// The one expression of an else has the location of its `else`.
	function beginningOf(expression) {
		const index = find(expression);
		if (tokens[index].text !== 'else') return index;
		return endOf(tokens, index + 1, tokens.length, (token) => token.text === 'if') + 1;
	}

	function mutateElements(node, name) {
		if (node.value.length === 0) return;
		const open = find(node);
		const { elements, close } = elementsOf(open);
		for (const element of elements) {
			const rest = elements.filter((other) => other !== element).map(([from, to]) => textOf(from, to));
			const changed =
				node.type === 'set' && rest.length === 0
					? 'set()'
					: `${tokens[open].text}${rest.join(', ')}${tokens[close].text}`;
			const what = `element removed: ${inOneLine(...element)}`;
			replace(open, close + 1, changed, { kind: 'element', what, name, shown: element[0] });
		}
	}

	function elementsOf(open) {
		const elements = [];
		for (let from = open + 1; ; ) {
			const to = endOf(tokens, from, tokens.length, (token) => token.text === ',');
			// After the last one may stand a comma.
			if (to > from) elements.push([from, to]);
			if (tokens[to].text !== ',') return { elements, close: to };
			from = to + 1;
		}
	}

	function textOf(from, to) {
		return text.slice(tokens[from].start, tokens[to - 1].end);
	}

	function inOneLine(from, to) {
		return textOf(from, to).replace(/\s+/g, ' ');
	}

	function replace(from, to, changed, { kind, what, name, shown = from }) {
		const mutated = text.slice(0, tokens[from].start) + changed + text.slice(tokens[to - 1].end);
		const { row: line } = tokens[shown];
		const key = `${path}, ${name}, ${text.split('\n')[line - 1].trim()}: ${what}`;
		let id = key;
		for (let time = 2; mutants.has(id); time++) id = `${key}, place ${time} in the line`;
		mutants.set(id, { id, kind, path, line, what, text: mutated });
	}
}

function changesOf({ kind, text }, before) {
	if (kind === 'string') return [text.length > 2 ? '""' : '"changed"'];
	if (kind === 'number') return [Number(text) + 1, Number(text) - 1].map((number) => number.toString());
	if (text === 'true') return ['false'];
	if (text === 'false') return ['true'];
	if (text === 'null') return ['false'];
	if (text === '-' && !isOperand(before)) return [];
	return kind === 'sign' ? (TURNED[text] ?? []) : [];
}

function isOperand({ kind, text }) {
	return ['string', 'number', 'name'].includes(kind) || [')', ']', '}'].includes(text);
}

// `some` and `:=` make names, and `every` and a comparison have mutants of their own that say as much.
function canBeNegated({ negated, terms }) {
	if (negated === true) return false;
	if (!Array.isArray(terms)) return terms.symbols === undefined && terms.domain === undefined;
	const [operator] = terms;
	const name = operator.value.map(({ value }) => value).join('.');
	return !['assign', 'eq', 'equal', 'neq', 'lt', 'lte', 'gt', 'gte'].includes(name);
}

function nameOf({ head }) {
	return head.ref.map(({ value }) => value).join('.');
}
