import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Actor,
	type Caller,
	createEngine,
	createGate,
	type DeploymentSession,
	type Gate,
	type GateOptions,
	type GrantRequest,
	openStore,
	type PolicyChange,
	type PolicyChanged,
	type ProjectRequest,
	type Provider,
	type Refused,
	type RequestOutcome,
	type Result,
	type SessionView,
	type Store,
} from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { expect, onTestFinished } from 'vitest';

export const minute = 60_000;

// Heavy, and the same for every test: none of them changes it.
const engine = createEngine(await defaultBundle());
const catalogue = createCatalogue();
const providers = createProviders();

/** A gate in a world of its own: a store in memory, a folder that is gone afterwards, a clock that is turned by hand. */
export interface World {
	readonly gate: Gate;
	readonly store: Store;
	/** The folder of the projects' folders. */
	readonly root: string;
	/** Ada, administrator of the tenant. */
	readonly ada: Caller;
	now(): number;
	wait(milliseconds: number): void;
	/** Another gate over the same store, with its own parts where given. */
	gateWith(options?: Partial<GateOptions>): Gate;
	/** The same store, before whose first transaction something else happens: after the facts were read, that is. */
	meanwhile(happens: () => unknown): Store;
	/** A caller of the tenant, with a role if one is given. */
	actor(id: string, grant?: Omit<GrantRequest, 'actor'>): Promise<Caller>;
	/** How many rows every table has that a request, a change or a deployment writes to. */
	rows(): Promise<Record<string, number>>;
}

/** Makes a {@link World} with a tenant and one project, `shop` on gcp, unless told otherwise. */
export async function world(options: Partial<GateOptions> = {}, project: Partial<ProjectRequest> = {}): Promise<World> {
	const root = await mkdtemp(join(tmpdir(), 'portcullis-gate-'));
	const store = await openStore({ url: 'memory:' });
	onTestFinished(async () => {
		await store.close();
		await rm(root, { recursive: true, force: true });
	});
	let time = Date.UTC(2026, 10, 24, 12);
	let ids = 0;
	const gateWith = (own: Partial<GateOptions> = {}): Gate =>
		createGate({
			store,
			engine,
			catalogue,
			providers,
			defaults: tenantDefaults,
			terraformRoot: root,
			clock: () => time,
			newId: () => `id${String(++ids).padStart(4, '0')}`,
			...options,
			...own,
		});
	const gate = gateWith();
	const caller = (id: string, source: Actor['source'] = 'verified'): Caller => ({
		tenant: 'demo',
		actor: { id, source },
	});
	const ada = caller('ada');
	okay(await gate.createTenant(ada));
	okay(await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1', ...project }));
	return {
		gate,
		store,
		root,
		ada,
		now: () => time,
		wait: (milliseconds) => {
			time += milliseconds;
		},
		gateWith,
		meanwhile(happens) {
			let left = true;
			return {
				...store,
				async write(body) {
					if (left) {
						left = false;
						await happens();
					}
					return store.write(body);
				},
			};
		},
		async actor(id, grant) {
			if (grant !== undefined) okay(await gate.grants.add(ada, { actor: id, ...grant }));
			return caller(id);
		},
		rows: () =>
			store.read(async (tx) => ({
				history: (await tx.history.list({ tenant: 'demo', limit: 10_000 })).length,
				sessions: (await tx.sessions.list({ tenant: 'demo' })).length,
				grants: (await tx.grants.list('demo')).length,
				bindings: (await tx.bindings.list('demo')).length,
				quotas: (await tx.quotas.list('demo', 0)).length,
				resources: (await tx.resources.list('demo')).length,
				projects: (await tx.projects.list('demo')).length,
				facts_version: (await tx.tenants.get('demo'))?.facts_version ?? 0,
			})),
	};
}

/** The real providers, with one that does as it is told in the place of the real one of its cloud. */
export function providersWith(own: (real: Provider) => Partial<Provider>): readonly Provider[] {
	return providers.map((real) => (real.id === 'gcp' ? { ...real, ...own(real) } : real));
}

/** The value of a result that has to be one. */
export function okay<Value>(result: Result<Value>): Value {
	if (result.kind === 'refused')
		throw new Error(`refused: ${result.code}: ${JSON.stringify([result.message, result.problems])}`);
	return result.value;
}

/** The refusal of a result that has to be one, with the code that it has to have. */
export function refusedWith(result: Result<unknown>, code: Refused['code']): Refused {
	if (result.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(result.value).slice(0, 500)}`);
	expect(result, result.message).toMatchObject({ code });
	return result;
}

/** The change of policy that was made at once. */
export function madeOf<Change extends PolicyChange>(result: Result<PolicyChanged<Change>>): Change {
	const changed = okay(result);
	if (changed.kind !== 'applied') throw new Error('it waits for people');
	return changed.change;
}

export function sessionOf(result: Result<RequestOutcome>): SessionView<DeploymentSession> {
	const outcome = okay(result);
	if (outcome.kind !== 'session') throw new Error(`denied: ${JSON.stringify(outcome.decision.violations)}`);
	return outcome.view;
}

/** The decision of a request that was denied. */
export function deniedOf(result: Result<RequestOutcome>) {
	const outcome = okay(result);
	if (outcome.kind !== 'denied') throw new Error(`not denied: ${outcome.view.session.decision.answer}`);
	return outcome.decision;
}

/** A small machine. */
export function vm(name: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
	return { kind: 'vm', name, size: 'e2-small', ...fields };
}

/** A request for machines in `shop`. */
export function wants(...resources: readonly Record<string, unknown>[]) {
	return { action: 'create', project: 'shop', resources };
}

/** Requests and starts, as one actor who may. */
export async function deployed(
	{ gate }: Pick<World, 'gate'>,
	caller: Caller,
	request: unknown,
): Promise<SessionView<DeploymentSession>> {
	const { session } = sessionOf(await gate.request(caller, request));
	return deploymentOf(okay(await gate.approve(caller, session.id, session.subject_digest)));
}

/** The view of a session that has to be of a deployment. */
export function deploymentOf(view: SessionView): SessionView<DeploymentSession> {
	const { session } = view;
	if (session.subject !== 'deployment') throw new Error(`of a ${session.subject}`);
	return { ...view, session };
}
