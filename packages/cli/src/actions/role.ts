import { holderOf, type Role } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { labelledLines } from '../render/labelled-lines.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis role add`. */
export interface RoleAddOptions {
	readonly can: readonly string[];
	readonly maxVmSize: string;
	readonly replace?: boolean;
}

/** Gives the tenant a role of its own, or changes one. */
export function addRole(context: Context, name: string, { can, maxVmSize, replace }: RoleAddOptions): Promise<Outcome> {
	const role = { name, capabilities: can, max_vm_size: maxVmSize };
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const made = replace === true ? await gate.roles.change(caller, role) : await gate.roles.add(caller, role);
		if (made.kind === 'refused') return refusal(made);
		const change = replace === true ? 'set' : 'added';
		const word = replace === true ? 'Changed' : 'Added';
		return done({ kind: 'role', change, role: made.value }, () => `${word} role ${sentence(made.value)}\n`);
	});
}

/** Lists the tenant's roles. */
export function listRoles(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.roles.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const rows = listed.value.map((role) => [role.name, role.capabilities.join(' '), role.max_vm_size]);
		return done({ kind: 'roles', roles: listed.value }, (style) =>
			renderRows(['role', 'may', 'largest vm'], rows, style),
		);
	});
}

/** Shows one role and who has it. */
export function showRole(context: Context, name: string): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.roles.list(caller);
		if (listed.kind === 'refused') return refusal(listed);
		const role = listed.value.find((candidate) => candidate.name === name);
		if (role === undefined) {
			const names = listed.value.map((candidate) => candidate.name).join(', ');
			return failure({ code: 'ROLE_UNKNOWN', message: `there is no role ${name}; there are ${names}`, status: 1 });
		}
		const grants = await gate.grants.list(caller);
		if (grants.kind === 'refused') return refusal(grants);
		const holders = [...new Set(grants.value.filter((grant) => grant.role === name).map(holderOf))].sort();
		return done({ kind: 'role', role }, (style) =>
			labelledLines(
				[
					['role', role.name],
					['may', role.capabilities.join(' ') || 'nothing'],
					['largest vm', role.max_vm_size],
					['granted to', holders.join(', ') || 'nobody that you may see'],
				],
				style,
			),
		);
	});
}

/** Takes a role away that nothing names any more. */
export function removeRole(context: Context, name: string): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'lookup' }, async ({ gate, caller }) => {
		const removed = await gate.roles.remove(caller, name);
		if (removed.kind === 'refused') return refusal(removed);
		return done(
			{ kind: 'role', change: 'removed', role: removed.value },
			() => `Removed role ${sentence(removed.value)}\n`,
		);
	});
}

function sentence({ name, capabilities, max_vm_size }: Role): string {
	return harmless(`${name}: ${capabilities.join(' ') || 'nothing'}; largest vm ${max_vm_size}.`);
}
