import { type BindablePolicy, momentText, type ShownPolicy } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { readPolicySources } from '../input/read-policy-sources.js';
import { whileWorking } from '../io/while-working.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { policyChanged } from '../output/policy-changed.js';
import { harmless } from '../render/harmless.js';
import { labelledLines } from '../render/labelled-lines.js';
import { renderRows } from '../render/render-rows.js';
import { sourceFiles } from '../render/source-files.js';
import type { Style } from '../render/style.js';

/** Options of `portcullis policy add`. */
export interface PolicyAddOptions {
	readonly allowUntested?: boolean;
}

/** Adds a policy of the tenant's own, or puts another in its place. */
export async function addPolicy(
	context: Context,
	paths: readonly string[],
	options: PolicyAddOptions,
): Promise<Outcome> {
	const read = await readPolicySources(paths, context.io);
	if (read.kind === 'problems') {
		return failure({ code: 'INPUT_INVALID', message: 'the policy cannot be read', problems: read.problems });
	}
	const { sources, place } = read.value;
	const request = { sources, allow_untested: options.allowUntested ?? false };
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const added = await whileWorking(context.io, 'compiling and testing', () => gate.policies.add(caller, request));
		if (added.kind === 'refused') return refusal(added, { problems: added.problems.map(place) });
		return policyChanged(added.value, ({ policy, replaced, tests }) => {
			const { id, digest } = policy;
			const what = tests === 0 ? 'without tests' : `${tests} ${tests === 1 ? 'test' : 'tests'} passed`;
			return {
				document: { kind: 'policy', change: replaced ? 'replaced' : 'added', policy, tests },
				text: `${replaced ? 'Replaced' : 'Added'} ${harmless(id)} (${what}; digest ${digest.slice(0, 12)}).\n`,
				notes: replaced ? [] : [`it judges nothing before it is bound: portcullis binding add ${id} --level hard`],
			};
		});
	});
}

/** Lists every policy that can be bound. */
export function listPolicies(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'all' }, async ({ gate, caller }) => {
		const listed = await gate.policies.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const row = (policy: BindablePolicy): string[] => [
			policy.id,
			originText(policy),
			policy.metadata.subjects.join(', '),
			policy.metadata.title,
		];
		return done({ kind: 'policies', policies: listed.value }, (style) =>
			renderRows(['policy', 'whose', 'judges', 'what it is about'], listed.value.map(row), style),
		);
	});
}

/** Shows one policy, with its sources where it is the tenant's own. */
export function showPolicy(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'all' }, async ({ gate, caller }) => {
		const shown = await gate.policies.show(caller, id);
		if (shown.kind === 'refused') return refusal(shown);
		return done({ kind: 'policy', policy: shown.value }, (style) => textOf(shown.value, style));
	});
}

/** Takes a policy of the tenant's own away. */
export function removePolicy(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const removed = await gate.policies.remove(caller, id);
		if (removed.kind === 'refused') return refusal(removed);
		return policyChanged(removed.value, ({ policy }) => ({
			document: { kind: 'policy', change: 'removed', policy },
			text: `Removed ${harmless(id)}.\n`,
		}));
	});
}

function originText({ origin }: BindablePolicy): string {
	return origin === 'tenant' ? "the tenant's own" : 'built in';
}

function textOf(policy: ShownPolicy, style: Style): string {
	const { title, description, subjects, kinds, providers, actions, message, hint, parameters } = policy.metadata;
	const lines: (readonly [string, string])[] = [
		['policy', policy.id],
		['title', title],
		['about', description],
		['judges', [...subjects, ...(kinds ?? []), ...(providers ?? []), ...(actions ?? [])].join(', ')],
		['message', message],
		['hint', hint],
		['parameters', JSON.stringify(parameters)],
		['whose', originText(policy)],
	];
	if (policy.origin === 'tenant') {
		lines.push(['added', `${momentText(policy.added_at)} by ${policy.added_by}`], ['digest', policy.digest]);
	}
	return `${labelledLines(lines, style)}${sourceFiles(policy.sources, style)}`;
}
