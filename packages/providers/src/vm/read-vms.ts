import { addressOf, pathText, problemsOf, type Vm, vmSchema } from '@portcullis/core';
import type { ReadResult } from '../read/read-result.js';

/** One machine as it was read from Terraform: what it would be as a resource of its own. */
export interface ReadMachine {
	/** Addresses of the machine, itself first, and of what stands beside it. */
	readonly addresses: readonly string[];
	/** The resource that a machine of ours belongs to, from its tags. */
	readonly belongsTo?: string | undefined;
	/** A resource with `count` 1 and with fields missing where Terraform's say nothing. */
	readonly vm: Readonly<Record<string, unknown>>;
	/** What the model cannot say of the machine, in the user's words; it stays unmapped then. */
	readonly unfit?: string | undefined;
}

/** Joins machines into resources: those of ours by the resource they belong to, each other alone. */
export function readVms(machines: readonly ReadMachine[]): ReadResult {
	const groups = new Map<string, { vm: Vm; addresses: string[] }>();
	const unmapped: { address: string; reason: string }[] = [];
	for (const machine of machines) {
		const name = machine.belongsTo ?? machine.vm.name;
		const parsed = vmSchema.safeParse({ ...machine.vm, name });
		let reason = machine.unfit;
		if (reason === undefined && !parsed.success) {
			const [first] = problemsOf(parsed.error, { ...machine.vm, name });
			reason = first && `${pathText(first.path)}: ${first.message}`;
		}
		const key = machine.belongsTo ?? `address ${machine.addresses[0]}`;
		const group = groups.get(key);
		if (reason === undefined && parsed.success && group !== undefined) {
			if (sameButCount(group.vm, parsed.data)) {
				group.vm = { ...group.vm, count: group.vm.count + 1 };
				group.addresses.push(...machine.addresses);
				continue;
			}
			reason = `is not like the other machines of ${addressOf(group.vm)}`;
		}
		if (reason !== undefined || !parsed.success) {
			for (const address of machine.addresses) unmapped.push({ address, reason: reason ?? 'is no machine' });
		} else {
			groups.set(key, { vm: parsed.data, addresses: [...machine.addresses] });
		}
	}
	return {
		resources: [...groups.values()].map(({ vm, addresses }) => ({ resource: vm, addresses })),
		unmapped,
	};
}

function sameButCount(a: Vm, b: Vm): boolean {
	return JSON.stringify({ ...sorted(a), count: 1 }) === JSON.stringify({ ...sorted(b), count: 1 });
}

function sorted(vm: Vm): Vm {
	return { ...vm, tags: Object.fromEntries(Object.entries(vm.tags).sort(([a], [b]) => (a < b ? -1 : 1))) };
}
