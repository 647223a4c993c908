import type { Binding } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { given } from '../input/given.js';
import { parseParameters } from '../input/parse-parameter.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { policyChanged } from '../output/policy-changed.js';
import { harmless } from '../render/harmless.js';
import { renderRows } from '../render/render-rows.js';
import { scopeText } from '../render/scope-text.js';

/** Options of `portcullis binding add`. */
export interface BindingAddOptions {
	readonly level: string;
	readonly param?: readonly string[];
	readonly provider?: string;
	readonly project?: string;
	readonly environment?: string;
	readonly kind?: string;
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
	const { level, provider, project, environment, kind, subject, owner, quorum, requesterCounts } = options;
	const binding = {
		policy,
		level,
		parameters: parameters.value,
		scope: given({ provider, project, environment, kind }),
		...given({ subject, owner_roles: owner, quorum, requester_counts: requesterCounts }),
	};
	return withGate(context, { mode: 'write', parts: 'all' }, async ({ gate, caller }) => {
		const added = await gate.bindings.add(caller, binding);
		if (added.kind === 'refused') return refusal(added);
		return policyChanged(added.value, ({ binding }) => ({
			document: { kind: 'binding', change: 'added', binding },
			text: `Bound ${sentence(binding)}\n`,
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
			Object.keys(binding.parameters).length === 0 ? '' : JSON.stringify(binding.parameters),
			binding.owner_roles.join(', then '),
			String(binding.quorum),
		];
		const heading = ['binding', 'policy', 'level', 'where', 'parameters', 'owners', 'quorum'];
		const notes = listed.value.length === 0 ? ['there are no bindings: everything is denied'] : [];
		return done(
			{ kind: 'bindings', bindings: listed.value },
			(style) => renderRows(heading, listed.value.map(row), style),
			notes,
		);
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

function sentence({ policy, level, scope, id }: Binding): string {
	return harmless(`${policy} (${level}), ${scopeText(scope)} (binding ${id}).`);
}
