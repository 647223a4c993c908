import type { RuleMessage, RuleResult } from './rule-result.js';

/** What a rule's value says. */
type RuleValue = Pick<RuleResult, 'messages' | 'empty' | 'faults'>;

const wanted = 'a set of texts, or of objects with a text "msg"';

/**
 * Reads the value of a `deny`, `violation` or `warn`: a set of texts, or of objects with a text `msg` and anything beside
 * it. conftest passes over a value of another shape, so that `deny if …` denies nothing: here it is a fault.
 *
 * @param value `undefined` for a rule that has none
 */
export function readRuleValue(value: unknown): RuleValue {
	if (value === undefined) return { messages: [], empty: 0, faults: [] };
	if (!Array.isArray(value)) {
		return { messages: [], empty: 0, faults: [`its value is ${kindOf(value)}; it must be ${wanted}`] };
	}
	const messages: RuleMessage[] = [];
	const faults: string[] = [];
	for (const element of value as readonly unknown[]) {
		const message = messageOf(element);
		if (message === undefined) faults.push(`it holds ${kindOf(element)}; it must be ${wanted}`);
		else messages.push(message);
	}
	const said = messages.filter(({ text }) => text !== '');
	return { messages: said, empty: messages.length - said.length, faults };
}

function messageOf(element: unknown): RuleMessage | undefined {
	if (typeof element === 'string') return { text: element, metadata: {} };
	if (typeof element !== 'object' || element === null || Array.isArray(element)) return undefined;
	const { msg, ...metadata } = element as Readonly<Record<string, unknown>>;
	return typeof msg === 'string' ? { text: msg, metadata } : undefined;
}

function kindOf(value: unknown): string {
	if (value === null || typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? `an object without a text "msg"` : `a ${typeof value}`;
}
