import {
	addressOf,
	pathText,
	problemsOf,
	type ReadResources,
	type UnmappedResource,
	type Vm,
	vmSchema,
} from '@portcullis/core';

/** One machine as it was read from Terraform: what it would be as a resource of its own. */
export interface ReadMachine {
	/** Addresses of the machine, itself first, and of what stands beside it. */
	readonly addresses: readonly string[];
	/** The project and the resource that a machine of ours was written for, from its tags. */
	readonly writtenFor?: { readonly project: string; readonly name: string } | undefined;
	/** A resource with `count` 1 and with fields missing where Terraform's say nothing. */
	readonly vm: Readonly<Record<string, unknown>>;
	/** What the model cannot say of the machine, in the user's words; it stays unmapped then. */
	readonly unfit?: string | undefined;
}

/** Joins machines into resources: those of ours by the resource they belong to, each other alone. */
export function readVms(machines: readonly ReadMachine[]): ReadResources {
	const groups = new Map<string, { vm: Vm; addresses: string[]; project?: string }>();
	const unmapped: UnmappedResource[] = [];
	for (const machine of machines) {
		const { writtenFor } = machine;
		const name = writtenFor?.name ?? machine.vm.name;
		const parsed = vmSchema.safeParse({ ...machine.vm, name });
		let reason = machine.unfit;
		if (reason === undefined && !parsed.success) {
			const [first] = problemsOf(parsed.error, { ...machine.vm, name });
			reason = first && `${pathText(first.path)}: ${first.message}`;
		}
		const key =
			writtenFor === undefined ? `address ${machine.addresses[0]}` : `${writtenFor.project} ${writtenFor.name}`;
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
			const ours =
				writtenFor === undefined
					? {}
					: { writtenFor: { project: writtenFor.project, resource: addressOf({ kind: 'vm', name: writtenFor.name }) } };
			for (const address of machine.addresses) unmapped.push({ address, reason: reason ?? 'is no machine', ...ours });
		} else {
			groups.set(key, {
				vm: parsed.data,
				addresses: [...machine.addresses],
				...(writtenFor === undefined ? {} : { project: writtenFor.project }),
			});
		}
	}
	return {
		resources: [...groups.values()].map(({ vm, ...read }) => ({ resource: vm, ...read })),
		unmapped,
	};
}

function sameButCount(a: Vm, b: Vm): boolean {
	return JSON.stringify({ ...sorted(a), count: 1 }) === JSON.stringify({ ...sorted(b), count: 1 });
}

function sorted(vm: Vm): Vm {
	return { ...vm, tags: Object.fromEntries(Object.entries(vm.tags).sort(([a], [b]) => (a < b ? -1 : 1))) };
}
