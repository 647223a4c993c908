import type { MachineType } from '../contracts/catalogue.js';
import { type JudgedChange, regionOf, subjectOf, unknownOf } from '../model/deployment.js';
import type { Cost, ResourceCost } from '../model/estimate.js';
import { type MachinePart, machinePartsOf } from '../model/machine-part.js';
import type { PlanFindings } from '../model/planned-deployment.js';
import type { Resource } from '../model/resource.js';
import { sizeClassOf, sizeLimits, sizeRank } from '../model/size-class.js';
import type { Action, ProviderId } from '../model/vocabulary.js';
import type { Assessment } from './assess.js';
import type { Won } from './bind.js';
import { changeAction } from './change-action.js';
import type { Permissions } from './effective-permissions.js';
import type { Facts } from './facts.js';
import { type MakeObject, objectMaker } from './object-maker.js';
import type { ComponentView, PolicyInput, QuotaView, ResourceView } from './policy-input.js';
import { unpricedIn } from './unpriced-in.js';
import { windowsOf } from './windows-of.js';

// After the resource's own fields. A figure that is not known is `undefined` and so absent from the text.
const machineKeys = ['size_class', 'vcpu_milli', 'memory_mib', 'gpu'];
const commonKeys = ['action', 'provider', 'before', 'cost', 'unknown'];

/** What is judged: a deployment, or a plan. */
export interface Judged {
	/** `null` where a plan does several things. */
	readonly action: Action | null;
	readonly project: string;
	readonly changes: readonly JudgedChange[];
	/** `null` for a deployment. */
	readonly plan: PlanFindings | null;
}

/** What the views are made of; all of it was proven. */
export interface ViewParts {
	readonly facts: Facts;
	readonly permissions: Permissions;
	readonly judged: Judged;
	readonly assessment: Assessment;
	readonly quotas: ReadonlyMap<string, QuotaView>;
	readonly spending: PolicyInput['spending'];
	readonly now: number;
}

/** What policies see, but for what follows from the bindings: who is asked about what, and their windows of time. */
export type InputViews = Omit<PolicyInput, 'bound' | 'windows'>;

/**
 * Puts together what policies see, out of parts that were proven. Keys are in the schema's order and maps in order of
 * key, so equal inputs give equal text.
 *
 * The whole is not parsed once more: that took as long as the evaluator. That it is always of the schema is a test.
 */
export function buildViews(parts: ViewParts): InputViews {
	const { facts, permissions, judged, assessment, quotas, now } = parts;
	const { estimate } = assessment;
	const { provider } = facts.project;
	const resources: Record<string, ResourceView> = {};
	const unpriced: string[] = [];
	const beside = judged.plan === null ? [] : unpricedIn(judged.plan).after;
	const complete = estimate.complete && beside.length === 0;
	let standing = true;
	for (const [index, change] of judged.changes.entries()) {
		const cost = estimate.resources[index];
		if (cost === undefined) throw new TypeError(`${change.address} has no line in the estimate`);
		if (!cost.complete) unpriced.push(change.address);
		standing &&= change.before === null || assessment.before?.get(change.address)?.complete === true;
		resources[change.address] = resourceView(change, provider, cost, assessment);
	}
	const unknown: string[] = [];
	if (judged.action === null) unknown.push('action');
	if (!complete) unknown.push('cost');
	if (!standing) unknown.push('before');
	const spending = beside.length === 0 ? parts.spending : withoutForecast(parts.spending);
	if (facts.project.monthly_budget_micros !== undefined && !isForecast(spending)) unknown.push('spending');
	if ((judged.plan?.request?.undetermined.length ?? 0) > 0) unknown.push('request');
	return {
		tenant: facts.tenant,
		...(judged.action === null ? {} : { action: judged.action }),
		project: facts.project,
		cost: {
			hourly_micros: estimate.hourly_micros,
			monthly_micros: estimate.monthly_micros,
			complete,
			unknown: [...unpriced, ...beside],
		},
		regions: regionsOf(assessment.regions),
		resources,
		...(judged.plan === null ? {} : { plan: judged.plan }),
		now,
		actor: {
			id: facts.actor.id,
			source: facts.actor.source,
			roles: [...permissions.roles],
			capabilities: [...permissions.capabilities],
			max_vm_size: { class: permissions.max_vm_size, rank: sizeRank(permissions.max_vm_size) },
		},
		quotas: Object.fromEntries(quotas),
		spending,
		unknown,
	};
}

function regionsOf(known: Assessment['regions']): PolicyInput['regions'] {
	const regions: PolicyInput['regions'] = {};
	for (const [name, region] of known ?? []) regions[name] = { known: region.known, nearest: [...region.nearest] };
	return regions;
}

// What has no price may make the month cost anything.
function withoutForecast(spending: PolicyInput['spending']): PolicyInput['spending'] {
	if (spending === undefined) return undefined;
	const { monthly_forecast_micros: _, ...known } = spending;
	return { ...known, complete: false };
}

function isForecast(spending: PolicyInput['spending']): boolean {
	return (
		spending?.complete === true &&
		spending.monthly_forecast_before_micros !== undefined &&
		spending.monthly_forecast_micros !== undefined
	);
}

/** The policies' input: the views, and what each policy that won is asked about. */
export function inputOf(views: InputViews, won: readonly Won[]): PolicyInput {
	const { tenant, action, project, unknown, ...rest } = views;
	const does = action === undefined ? {} : { action };
	const windows = windowsOf(won, views.now);
	return { tenant, ...does, project, bound: boundOf(won), ...rest, windows, unknown };
}

// A binding whose policy cannot be asked is not handed over: its answers would not be taken anyway.
function boundOf(won: readonly Won[]): PolicyInput['bound'] {
	const bound: PolicyInput['bound'] = {};
	for (const { id, binding, subjects, fault } of won) {
		if (fault !== null) continue;
		const list = bound[id] ?? [];
		list.push({ parameters: binding.parameters, subjects });
		bound[id] = list;
	}
	return bound;
}

function resourceView(
	change: JudgedChange,
	provider: ProviderId,
	cost: ResourceCost,
	{ machines, before: costs, regions }: Assessment,
): ResourceView {
	const unknown: string[] = [];
	if (!cost.complete) unknown.push('cost');
	const subject = subjectOf(change);
	const region = regionOf(change);
	if (region === undefined) unknown.push('region');
	else if (regions?.has(region) !== true) unknown.push('regions');
	const before = change.before === null ? undefined : beforeView(change, change.before, costs, unknown);
	const parts = machinePartsOf(subject, change.address);
	const open = unknownOf(change);
	const own = Object.keys(subject);
	const keys = open.length === 0 ? own : own.filter((key) => key === 'kind' || !open.includes(key));
	const values: unknown[] = [];
	for (const key of keys) values.push(subject[key as keyof Resource]);
	for (const field of open) if (!unknown.includes(field)) unknown.push(field);
	if (parts.length > 0) values.push(...figuresOf(parts, machines, unknown));
	values.push(changeAction(change), provider, before, costView(cost), unknown);
	const view = makerFor(keys, parts.length > 0)(values) as unknown as ResourceView;
	return change.replaced === true ? { ...view, replaced: true } : view;
}

function beforeView(
	{ address, unknown_before = [] }: JudgedChange,
	{ tags }: Resource,
	costs: ReadonlyMap<string, Cost> | undefined,
	unknown: string[],
): ResourceView['before'] {
	const cost = costs?.get(address);
	const isTagged = !unknown_before.includes('tags');
	if (cost?.complete !== true || !isTagged) unknown.push('before');
	if (cost === undefined) return isTagged ? { tags } : {};
	const { hourly_micros, monthly_micros, complete } = cost;
	return { ...(isTagged ? { tags } : {}), cost: { hourly_micros, monthly_micros, complete } };
}

let lastKeys: readonly string[] = [];
let lastHasMachine = false;
let lastMaker: MakeObject = objectMaker(commonKeys);

// Most resources of a deployment have the same fields as the one before them.
function makerFor(keys: readonly string[], hasMachine: boolean): MakeObject {
	const alike = hasMachine === lastHasMachine && keys.length === lastKeys.length;
	if (alike && keys.every((key, index) => key === lastKeys[index])) return lastMaker;
	lastKeys = keys;
	lastHasMachine = hasMachine;
	lastMaker = objectMaker([...keys, ...(hasMachine ? machineKeys : []), ...commonKeys]);
	return lastMaker;
}

type Figure = 'size_class' | 'vcpu_milli' | 'memory_mib' | 'gpu';

/** The figures of the greatest machine; one that is not known of any machine is not known. In the order of `machineKeys`. */
function figuresOf(
	parts: readonly MachinePart[],
	machines: Assessment['machines'],
	unknown: string[],
): readonly unknown[] {
	const [first, ...others] = parts.map(({ key }) => machines.get(key));
	const greatest = (name: Figure, figure: (machine: MachineType | undefined) => number | undefined) => {
		let most = figure(first);
		for (const other of others) {
			const next = figure(other);
			most = most === undefined || next === undefined ? undefined : Math.max(most, next);
		}
		if (most === undefined) unknown.push(name);
		return most;
	};
	const vcpu_milli = greatest('vcpu_milli', (machine) => machine?.vcpu_milli);
	const memory_mib = greatest('memory_mib', (machine) => machine?.memory_mib);
	const gpu = greatest('gpu', (machine) => machine?.gpu);
	const rank = greatest('size_class', rankOf);
	const size_class = rank === undefined ? undefined : { class: sizeLimits[rank], rank };
	return [size_class, vcpu_milli, memory_mib, gpu];
}

function rankOf(machine: MachineType | undefined): number | undefined {
	const { vcpu_milli, memory_mib } = machine ?? {};
	if (vcpu_milli === undefined || memory_mib === undefined) return undefined;
	const size = sizeClassOf(vcpu_milli, memory_mib);
	return size === undefined ? undefined : sizeRank(size);
}

function costView({ hourly_micros, monthly_micros, complete, components }: ResourceCost): ResourceView['cost'] {
	const unknown: string[] = [];
	const views: ComponentView[] = [];
	for (const part of components) {
		const { component, kind } = part;
		if (kind === 'priced') {
			views.push({ component, kind, hourly_micros: part.hourly_micros, monthly_micros: part.monthly_micros });
		} else if (kind === 'free') {
			views.push({ component, kind, hourly_micros: 0, monthly_micros: 0 });
		} else {
			// Without amounts: a policy that adds them up must not take an unknown one for 0.
			views.push({ component, kind });
			if (kind === 'unknown') unknown.push(component);
		}
	}
	return { hourly_micros, monthly_micros, complete, unknown, components: views };
}
