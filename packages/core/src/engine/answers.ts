import type { PolicyMetadata } from '../contracts/bundle.js';
import type { OutcomeKind } from '../model/violation.js';
import { jsonFault } from './json-fault.js';

/** A policy's own words on one subject that failed. */
export interface Failure {
	readonly path: readonly (string | number)[];
	readonly expected: unknown;
	readonly received: unknown;
}

/** What a policy said of one subject. `reason` is there for `unknown` and `error`. */
export interface PolicyAnswer {
	readonly kind: Exclude<OutcomeKind, 'waived'>;
	readonly failures: readonly Failure[];
	readonly reason: string | null;
}

const passed: PolicyAnswer = { kind: 'pass', failures: [], reason: null };
const skipped: PolicyAnswer = { kind: 'not_applicable', failures: [], reason: null };

/** An answer that stands for something that went wrong. */
export function errorAnswer(reason: string): PolicyAnswer {
	return { kind: 'error', failures: [], reason };
}

/**
 * Reads what one policy answered. Each subject that it was asked about gets exactly one answer, and a pass is only what
 * the policy itself put among its passes: a subject in none of the sets, or in two, is an error, and so is everything
 * that is not of the contract's shape.
 *
 * @param document what the entrypoint holds for the policy; `undefined` where it holds nothing
 * @param subjects what the policy was asked about
 * @param unknownFields the unknown fields of a subject
 */
export function readAnswers(
	policy: PolicyMetadata,
	document: unknown,
	subjects: readonly string[],
	unknownFields: (subject: string) => readonly string[],
): Map<string, PolicyAnswer> {
	const sets = setsOf(document);
	if (typeof sets === 'string') return new Map(subjects.map((subject) => [subject, errorAnswer(sets)]));
	const { pass, skip, fail } = sets;
	const answers = new Map<string, PolicyAnswer | null>();
	for (const subject of subjects) answers.set(subject, null);
	let stranger: string | undefined;
	const say = (subject: string, answer: PolicyAnswer) => {
		const said = answers.get(subject);
		if (said === undefined) stranger ??= subject;
		else answers.set(subject, said === null ? answer : errorAnswer('it gave more than one answer'));
	};
	for (const subject of pass) say(subject, passed);
	for (const subject of skip) say(subject, skipped);
	for (const [subject, failures] of fail) say(subject, { kind: 'fail', failures, reason: null });
	if (stranger !== undefined) {
		const reason = `it answered for ${stranger}, about which it was not asked`;
		return new Map(subjects.map((subject) => [subject, errorAnswer(reason)]));
	}
	for (const [subject, said] of answers) {
		if (said === null) answers.set(subject, silence(policy, unknownFields(subject)));
	}
	return answers as Map<string, PolicyAnswer>;
}

function silence(policy: PolicyMetadata, unknown: readonly string[]): PolicyAnswer {
	const field = policy.reads.find((read) => unknown.includes(read));
	if (field === undefined) return errorAnswer('it gave no answer');
	return { kind: 'unknown', failures: [], reason: field };
}

interface Sets {
	readonly pass: readonly string[];
	readonly skip: readonly string[];
	readonly fail: ReadonlyMap<string, Failure[]>;
}

function setsOf(document: unknown): Sets | string {
	if (typeof document !== 'object' || document === null) return 'it gave no answer at all: no package has this id';
	const { pass, skip, fail } = document as Record<string, unknown>;
	if (!isStrings(pass) || !isStrings(skip)) return 'its pass or skip is not a set of subjects';
	if (!Array.isArray(fail)) return 'its fail is not a set of violations';
	const failures = new Map<string, Failure[]>();
	for (const entry of fail as unknown[]) {
		const failure = failureOf(entry);
		if (failure === null) return 'a violation of it lacks resource, path, expected or received';
		// What it says is shown to people: nesting without end would overflow there, and lost digits would be a lie.
		const fault = jsonFault([failure.expected, failure.received]);
		if (fault !== null) return `a violation of it ${fault.message}`;
		failures.set(failure.resource, [...(failures.get(failure.resource) ?? []), failure]);
	}
	return { pass, skip, fail: failures };
}

function failureOf(entry: unknown): (Failure & { readonly resource: string }) | null {
	if (typeof entry !== 'object' || entry === null) return null;
	const { resource, path, expected, received } = entry as Record<string, unknown>;
	if (typeof resource !== 'string' || !isPath(path) || expected === undefined || received === undefined) return null;
	return { resource, path, expected, received };
}

function isStrings(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isPath(value: unknown): value is (string | number)[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');
}
