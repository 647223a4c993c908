import type { MachineType } from '../contracts/catalogue.js';
import { type Change, type Deployment, subjectOf } from '../model/deployment.js';
import type { ResourceCost } from '../model/estimate.js';
import type { ProviderId } from '../model/provider-id.js';
import { type Quota, quotaId } from '../model/quota.js';
import type { Resource } from '../model/resource.js';
import { sizeClassOf, sizeRank } from '../model/size-class.js';
import type { Assessment } from './assess.js';
import type { Subject, Won } from './bind.js';
import type { Permissions } from './effective-permissions.js';
import type { Facts } from './facts.js';
import type { PolicyInput, QuotaView, ResourceView } from './policy-input.js';

/** The quotas that a deployment bears on, with what it asks of each. One that has no row yet is there with nothing used. */
export function quotaViews(facts: Facts, deployment: Deployment): Map<string, QuotaView> {
	const requested = new Map<Resource['kind'], number>();
	for (const { before, after } of deployment.changes) {
		for (const [resource, sign] of [
			[before, -1],
			[after, 1],
		] as const) {
			if (resource !== null) requested.set(resource.kind, (requested.get(resource.kind) ?? 0) + sign * resource.count);
		}
	}
	const views = new Map<string, QuotaView>();
	for (const [kind, amount] of requested) {
		const none: Omit<Quota, 'id'> = {
			project: facts.project.name,
			kind,
			measure: 'count',
			limit: null,
			override: null,
			used: 0,
			reserved: 0,
		};
		const id = quotaId(none);
		const { project, measure, limit, override, used, reserved } = facts.quotas.find((quota) => quota.id === id) ?? none;
		views.set(id, {
			project,
			kind,
			measure,
			limit,
			override: override === null ? null : { limit: override.limit, until: override.until },
			used,
			reserved,
			requested: amount,
			unknown: [],
		});
	}
	return views;
}

/** Everything of a deployment that policies can be asked about. */
export function subjectsOf(deployment: Deployment, quotas: ReadonlyMap<string, QuotaView>): Subject[] {
	const { action } = deployment;
	return [
		...deployment.changes.map((change) => ({
			id: change.address,
			subject: 'resource' as const,
			action: actionOf(change),
			kind: subjectOf(change).kind,
		})),
		...[...quotas].map(([id, quota]) => ({ id, subject: 'quota' as const, action, kind: quota.kind })),
		{ id: 'deployment', subject: 'deployment', action, kind: null },
	];
}

/** Puts together what policies see. Keys are in the schema's order and maps in order of key, so equal inputs give equal text. */
export function buildInput(
	facts: Facts,
	permissions: Permissions,
	deployment: Deployment,
	assessment: Assessment,
	quotas: ReadonlyMap<string, QuotaView>,
	won: readonly Won[],
	now: number,
): PolicyInput {
	const { estimate } = assessment;
	const costs = new Map(estimate.resources.map((cost) => [cost.resource, cost]));
	return {
		tenant: facts.tenant,
		now,
		action: deployment.action,
		actor: {
			id: facts.actor.id,
			source: facts.actor.source,
			roles: [...permissions.roles],
			capabilities: [...permissions.capabilities],
			max_vm_size: { class: permissions.max_vm_size, rank: sizeRank(permissions.max_vm_size) },
		},
		project: facts.project,
		bound: boundOf(won),
		cost: {
			hourly_micros: estimate.hourly_micros,
			monthly_micros: estimate.monthly_micros,
			complete: estimate.complete,
			unknown: estimate.resources.filter((cost) => !cost.complete).map((cost) => cost.resource),
		},
		quotas: Object.fromEntries([...quotas].sort(byKey)),
		resources: Object.fromEntries(
			deployment.changes.map((change) => [
				change.address,
				resourceView(
					change,
					facts.project.provider,
					costs.get(change.address),
					assessment.machines.get(change.address),
				),
			]),
		),
		unknown: estimate.complete ? [] : ['cost'],
	};
}

function boundOf(won: readonly Won[]): PolicyInput['bound'] {
	const bound: PolicyInput['bound'] = {};
	for (const { binding, subjects } of won) {
		const list = bound[binding.policy] ?? [];
		list.push({ parameters: binding.parameters, subjects });
		bound[binding.policy] = list;
	}
	return bound;
}

function resourceView(
	change: Change,
	provider: ProviderId,
	cost: ResourceCost | undefined,
	machine: MachineType | undefined,
): ResourceView {
	const unknown: string[] = [];
	const sized =
		machine?.vcpu_milli === undefined || machine.memory_mib === undefined
			? undefined
			: sizeClassOf(machine.vcpu_milli, machine.memory_mib);
	if (sized === undefined) unknown.push('size_class');
	for (const field of ['vcpu_milli', 'memory_mib', 'gpu'] as const) {
		if (machine?.[field] === undefined) unknown.push(field);
	}
	if (cost?.complete !== true) unknown.push('cost');
	return {
		...subjectOf(change),
		action: actionOf(change),
		provider,
		...(sized === undefined ? {} : { size_class: { class: sized, rank: sizeRank(sized) } }),
		...machineFigures(machine),
		cost: {
			hourly_micros: cost?.hourly_micros ?? 0,
			monthly_micros: cost?.monthly_micros ?? 0,
			complete: cost?.complete ?? false,
			unknown: (cost?.components ?? []).filter((part) => part.kind === 'unknown').map((part) => part.component),
			components: (cost?.components ?? []).map((part) => ({
				component: part.component,
				kind: part.kind,
				hourly_micros: part.kind === 'priced' ? part.hourly_micros : 0,
				monthly_micros: part.kind === 'priced' ? part.monthly_micros : 0,
			})),
		},
		unknown,
	};
}

function machineFigures(machine: MachineType | undefined): Pick<ResourceView, 'vcpu_milli' | 'memory_mib' | 'gpu'> {
	return {
		...(machine?.vcpu_milli === undefined ? {} : { vcpu_milli: machine.vcpu_milli }),
		...(machine?.memory_mib === undefined ? {} : { memory_mib: machine.memory_mib }),
		...(machine?.gpu === undefined ? {} : { gpu: machine.gpu }),
	};
}

function actionOf(change: Change): ResourceView['action'] {
	if (change.before === null) return 'create';
	return change.after === null ? 'delete' : 'modify';
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : 1;
}
