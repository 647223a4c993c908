import { type Binding, en, momentText, refused, scopeText } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { given } from '../input/given.js';
import { parseParameters } from '../input/parse-parameter.js';
import { asTyped, type TypedMoment } from '../input/typed-moment.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { policyChanged } from '../output/policy-changed.js';
import { harmless } from '../render/harmless.js';
import { labelledLines } from '../render/labelled-lines.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis binding add`. */
export interface BindingAddOptions {
	readonly level: string;
	readonly param?: readonly string[];
	readonly provider?: string;
	readonly project?: string;
	readonly environment?: string;
	readonly kind?: string;
	readonly resource?: string;
	readonly from?: TypedMoment;
	readonly until?: TypedMoment;
	readonly subject?: string;
	readonly owner?: readonly string[];
	readonly quorum?: number;
	readonly requesterCounts?: boolean;
}

/** Binds a policy. */
export async function addBinding(context: Context, policy: string, options: BindingAddOptions): Promise<Outcome> {
	const parameters = parseParameters(options.param ?? []);
	if (parameters.kind === 'problems') {
		const { problems } = parameters;
		return failure({ code: 'INPUT_INVALID', message: 'the parameters cannot be understood', problems });
	}
	const { level, provider, project, environment, kind, resource, subject, owner, quorum, requesterCounts } = options;
	const { from, until } = options;
	const binding = {
		policy,
		level,
		parameters: parameters.value,
		scope: given({ provider, project, environment, kind, resource }),
		...given({ subject, owner_roles: owner, quorum, requester_counts: requesterCounts }),
		...given({ valid_from: from?.at, valid_until: until?.at }),
	};
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const added = await gate.bindings.add(caller, binding);
		if (added.kind === 'refused') {
			const problems = asTyped(added.problems, 'valid_until', '--until', until);
			return refusal(added, { problems: asTyped(problems, 'valid_from', '--from', from) });
		}
		return policyChanged(added.value, ({ binding: bound }, warnings) => ({
			document: { kind: 'binding', change: 'added', binding: bound, warnings },
			text: `Bound ${sentence(bound)}\n`,
			notes: warnings.map(({ message }) => message),
		}));
	});
}

/** Lists the tenant's bindings. */
export function listBindings(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.bindings.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const row = (binding: Binding): string[] => [
			binding.id,
			binding.policy,
			binding.level,
			scopeText(binding.scope),
			windowText(binding),
			Object.keys(binding.parameters).length === 0 ? '' : JSON.stringify(binding.parameters),
			binding.owner_roles.join(', then '),
			String(binding.quorum),
		];
		const heading = ['binding', 'policy', 'level', 'where', 'when', 'parameters', 'owners', 'quorum'];
		const notes = listed.value.length === 0 ? ['there are no bindings: everything is denied'] : [];
		return done(
			{ kind: 'bindings', bindings: listed.value },
			(style) => renderRows(heading, listed.value.map(row), style),
			notes,
		);
	});
}

/** Shows one binding. */
export function showBinding(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.bindings.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const binding = listed.value.find((candidate) => candidate.id === id);
		if (binding === undefined) return refusal(refused('BINDING_UNKNOWN', `there is no binding ${id}`));
		const own = binding.requester_counts ? en.ownCounts : '';
		const owners = binding.owner_roles.length === 0 ? en.whoeverHas('can_approve') : en.inOrder(binding.owner_roles);
		const lines = [
			['binding', binding.id],
			['policy', binding.policy],
			['level', binding.level],
			['where', scopeText(binding.scope)],
			['when', windowText(binding)],
			['with', JSON.stringify(binding.parameters)],
			['asks', binding.level === 'soft' ? `${en.quorumOf(binding.quorum, owners)}${own}` : ''],
		] as const;
		const given = lines.filter(([, text]) => text !== '');
		return done({ kind: 'binding', binding }, (style) => labelledLines(given, style));
	});
}

/** Unbinds a policy. */
export function removeBinding(context: Context, id: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const removed = await gate.bindings.remove(caller, id);
		if (removed.kind === 'refused') return refusal(removed);
		return policyChanged(removed.value, ({ binding }) => ({
			document: { kind: 'binding', change: 'removed', binding },
			text: `Unbound ${sentence(binding)}\n`,
		}));
	});
}

function sentence(binding: Binding): string {
	const { policy, level, scope, id } = binding;
	const when = windowText(binding);
	return harmless(`${policy} (${level}), ${scopeText(scope)}${when === '' ? '' : `, ${when}`} (binding ${id}).`);
}

function windowText({ valid_from, valid_until }: Binding): string {
	const from = valid_from === undefined ? [] : [`from ${momentText(valid_from)}`];
	const until = valid_until === undefined ? [] : [`until ${momentText(valid_until)}`];
	return [...from, ...until].join(' ');
}
