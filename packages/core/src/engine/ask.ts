import { errorAnswer, type PolicyAnswer, readAnswers } from './answers.js';
import { noDocuments, type PolicyDocument, type PolicyDocuments } from './ask-own.js';
import type { Won } from './bind.js';
import type { Evaluator } from './evaluator.js';
import type { PolicyInput } from './policy-input.js';
import { wordsOfCause } from './words-of-cause.js';

/** What was answered: by policy, then by subject. */
export type Answers = ReadonlyMap<string, ReadonlyMap<string, PolicyAnswer>>;

/**
 * Asks every policy that won about its subjects. Whatever goes wrong becomes an `error` for the subjects that it
 * concerns; nothing is thrown.
 *
 * @param bytes the input as JSON
 * @param own what the tenant's own policies gave: the bundle is not asked for those
 */
export function ask(
	evaluator: Evaluator,
	input: PolicyInput,
	bytes: Uint8Array,
	won: readonly Won[],
	own: PolicyDocuments = noDocuments,
): Answers {
	const documents = evaluateAll(evaluator, input, bytes, own);
	const answers = new Map<string, Map<string, PolicyAnswer>>();
	const unknownOf = (subject: string) => (input.resources[subject] ?? input.quotas[subject] ?? input).unknown;
	for (const [id, bound] of Object.entries(input.bound)) {
		const policy = won.find((each) => each.id === id && each.fault === null)?.policy;
		const [only, ...more] = bound;
		const subjects = more.length === 0 ? (only?.subjects ?? []) : bound.flatMap((group) => group.subjects);
		const document = documents.get(id);
		if (document?.kind === 'document' && policy) {
			answers.set(id, readAnswers(policy.metadata, document.value, subjects, unknownOf));
		} else {
			const failed = errorAnswer(document?.kind === 'failed' ? document.reason : 'it gave no answer at all');
			answers.set(id, new Map(subjects.map((subject) => [subject, failed])));
		}
	}
	for (const { id, subjects, fault } of won) {
		if (fault === null) continue;
		const faulted = answers.get(id) ?? new Map<string, PolicyAnswer>();
		for (const subject of subjects) faulted.set(subject, errorAnswer(fault));
		answers.set(id, faulted);
	}
	return answers;
}

function evaluateAll(
	evaluator: Evaluator,
	input: PolicyInput,
	bytes: Uint8Array,
	own: PolicyDocuments,
): Map<string, PolicyDocument> {
	const whole = attempt(evaluator, bytes);
	if (whole.kind === 'document') {
		const found = Object.entries(Object(whole.value)).map(([id, value]) => [id, { kind: 'document', value }] as const);
		return new Map<string, PolicyDocument>([...found, ...own]);
	}
	// One of them failed and took the others with it: ask each alone, to name the culprit.
	const documents = new Map<string, PolicyDocument>();
	for (const [id, bound] of Object.entries(input.bound)) {
		if (own.has(id)) continue;
		const alone = attempt(evaluator, Buffer.from(JSON.stringify({ ...input, bound: { [id]: bound } })));
		const answered = alone.kind === 'document' && Object.hasOwn(Object(alone.value), id);
		documents.set(id, answered ? { kind: 'document', value: Reflect.get(Object(alone.value), id) } : alone);
	}
	const found = [...documents.values()].some(({ kind }) => kind === 'failed');
	// Each alone can be answered and all together not (memory): then none of the answers is relied on.
	if (!found) for (const id of documents.keys()) documents.set(id, whole);
	return new Map([...documents, ...own]);
}

function attempt(evaluator: Evaluator, bytes: Uint8Array): PolicyDocument {
	try {
		return { kind: 'document', value: evaluator.evaluate(bytes) };
	} catch (cause) {
		return { kind: 'failed', reason: wordsOfCause(cause) };
	}
}
