import { readFile } from 'node:fs/promises';
import {
	type Assessment,
	type Binding,
	type Bundle,
	type Change,
	type Component,
	type DecideInput,
	type Deployment,
	type Facts,
	type ResourceCost,
	type Vm,
	vmSchema,
} from '@portcullis/core';
import { compileBundle } from '@portcullis/policies';

export const now = Date.UTC(2026, 10, 24, 12);

/** Policies for tests, below `policies.test`: source by name. */
export type TestPolicies = Readonly<Record<string, string>>;

/** METADATA and package of a test policy, before its rules. */
export function policy(name: string, rules: string, custom: Readonly<Record<string, unknown>> = {}): string {
	const metadata = {
		subject: 'resource',
		reads: [],
		message: '{resource} is {received}, not {expected}',
		hint: 'Ask {owners}',
		parameters: { type: 'object', additionalProperties: false },
		...custom,
	};
	const lines = Object.entries(metadata)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => `#   ${key}: ${JSON.stringify(value)}`);
	return [
		'# METADATA',
		`# title: ${name}`,
		`# description: ${name}`,
		'# custom:',
		...lines,
		`package policies.test.${name}`,
		'',
		'import rego.v1',
		'',
		rules,
	].join('\n');
}

/** Each of a policy's subjects. */
export const each = (name: string) => `some binding in input.bound["test.${name}"]\n\tsome subject in binding.subjects`;

/** A set that holds no subject. */
export const nobody = (set: string) => `${set} contains subject if {\n\tsome subject in []\n}\n`;

/** A policy that passes all that it is asked about. */
export const passing = (name: string, custom?: Readonly<Record<string, unknown>>) =>
	policy(name, `pass contains subject if {\n\t${each(name)}\n}\n\n${nobody('fail')}`, custom);

/** A policy that answers what its binding's parameters say, word for word. */
export const saying = (name: string, custom?: Readonly<Record<string, unknown>>) =>
	policy(
		name,
		['pass', 'fail', 'skip']
			.map(
				(set) =>
					`${set} contains answer if {\n\tsome binding in input.bound["test.${name}"]\n\tsome answer in binding.parameters.${set}\n}\n`,
			)
			.join('\n'),
		{
			parameters: {
				type: 'object',
				additionalProperties: false,
				properties: { pass: { type: 'array' }, fail: { type: 'array' }, skip: { type: 'array' } },
			},
			...custom,
		},
	);

/** The entrypoint as it is shipped. */
export async function entrypointSource(): Promise<string> {
	return readFile(new URL('../../rego/entrypoint/entrypoint.rego', import.meta.url), 'utf8');
}

/** Compiles test policies with the entrypoint as it is shipped. */
export async function bundleOf(policies: TestPolicies, more: Readonly<Record<string, string>> = {}): Promise<Bundle> {
	const sources = Object.fromEntries(Object.entries(policies).map(([name, text]) => [`test/${name}.rego`, text]));
	const compiled = await compileBundle({ 'entrypoint.rego': await entrypointSource(), ...sources, ...more });
	if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.errors, null, '\t'));
	return compiled.bundle;
}

export function vm(name = 'web', fields: Partial<Vm> = {}): Vm {
	return vmSchema.parse({
		kind: 'vm',
		name,
		size: 'e2-small',
		region: 'us-central1',
		deletion_protection: false,
		...fields,
	});
}

export function creation(...machines: readonly Vm[]): Deployment {
	const changes = machines.map((after): Change => ({ address: `vm/${after.name}`, before: null, after }));
	return {
		action: 'create',
		project: 'shop',
		reason: null,
		changes: changes.sort((a, b) => (a.address < b.address ? -1 : 1)),
	};
}

export function priced(hourly_micros = 16_753, monthly_micros = hourly_micros * 730): Component {
	return {
		kind: 'priced',
		component: 'compute',
		detail: 'e2-small in us-central1',
		quantity: 1,
		unit: 'hour',
		unit_price: '0.016753',
		hourly_micros,
		monthly_micros,
		source: 'test',
		date: '2026-11-24',
	};
}

export const unpriced: Component = {
	kind: 'unknown',
	component: 'disk',
	detail: '30 GiB in us-central1',
	reason: 'not listed',
	looked_in: 'test',
};

export function assessmentOf(
	deployment: Pick<DecideInput['deployment'], 'changes'>,
	components: readonly Component[] = [priced()],
): Assessment {
	const sum = (of: (part: Component) => number) => components.reduce((total, part) => total + of(part), 0);
	const complete = components.every(({ kind }) => kind !== 'unknown');
	const resources = deployment.changes.map(
		({ address }): ResourceCost => ({
			resource: address,
			components,
			hourly_micros: sum((part) => (part.kind === 'priced' ? part.hourly_micros : 0)),
			monthly_micros: sum((part) => (part.kind === 'priced' ? part.monthly_micros : 0)),
			complete,
		}),
	);
	return {
		estimate: {
			resources,
			hourly_micros: resources.reduce((total, line) => total + line.hourly_micros, 0),
			monthly_micros: resources.reduce((total, line) => total + line.monthly_micros, 0),
			complete,
		},
		machines: new Map(
			deployment.changes.map(({ address }) => [
				address,
				{ name: 'e2-small', vcpu_milli: 500, memory_mib: 2048, gpu: 0 },
			]),
		),
		before: new Map(
			deployment.changes.map(({ address }) => [
				address,
				{ hourly_micros: 16_753, monthly_micros: 16_753 * 730, complete: true },
			]),
		),
		regions: new Map(
			['us-central1', 'europe-west1', 'us-east1'].map((region) => [region, { known: true, nearest: [] }]),
		),
	};
}

let bindings = 0;

export function bound(policyId: string, fields: Partial<Binding> = {}): Binding {
	bindings++;
	return {
		policy: policyId,
		level: 'hard',
		parameters: {},
		scope: {},
		owner_roles: [],
		quorum: 1,
		requester_counts: false,
		id: `binding-${String(bindings).padStart(4, '0')}`,
		...fields,
	};
}

export function factsWith(...held: readonly Binding[]): Facts {
	return {
		tenant: 'acme',
		project: {
			name: 'shop',
			provider: 'gcp',
			environment: 'development',
			region: 'us-central1',
			regions: ['us-central1'],
		},
		actor: { id: 'ada', source: 'verified' },
		roles: [
			{ name: 'Maker', capabilities: ['can_create_vm', 'can_modify'], max_vm_size: 'medium' },
			{ name: 'Owner', capabilities: ['can_approve', 'can_grant'], max_vm_size: 'any' },
		],
		grants: [{ id: 'grant-1', actor: 'ada', role: 'Maker', plus: [], minus: [] }],
		quotas: [
			{
				id: 'project:shop:vm:count',
				owner: 'project',
				project: 'shop',
				actor: null,
				kind: 'vm',
				measure: 'count',
				per: null,
				limit: 10,
				override: null,
				window: null,
				used: 2,
				reserved: 0,
			},
		],
		bindings: [...held],
	};
}

/** Everything to decide one machine on. */
export function given(held: readonly Binding[], fields: Partial<DecideInput> = {}): DecideInput {
	const deployment = fields.deployment ?? creation(vm());
	return { facts: factsWith(...held), deployment, assessment: assessmentOf(deployment), now, ...fields };
}
