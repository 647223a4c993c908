import type { Binding, BindingRequest } from '../model/binding.js';
import type { DeploymentRequest } from '../model/deployment.js';
import type { Grant, GrantRequest } from '../model/grant.js';
import type { Project, ProjectRequest } from '../model/project.js';
import type { Quota, QuotaRequest } from '../model/quota.js';
import type { Result } from '../model/result.js';
import type { Role } from '../model/role.js';
import type { HistoryRow, Session, StandingResource } from '../model/session.js';
import type { HistoryFilter, Tenant } from '../store/store.js';
import { approve } from './approve.js';
import { addBinding, removeBinding } from './bindings.js';
import { closeSession } from './close-session.js';
import { gateContext } from './gate-context.js';
import type { Caller, GateOptions } from './gate-options.js';
import { addGrant, removeGrant } from './grants.js';
import { addProject, removeProject } from './projects.js';
import { overrideQuota, type QuotaOverrideRequest, removeQuota, setQuota } from './quotas.js';
import {
	listBindings,
	listGrants,
	listHistory,
	listProjects,
	listQuotas,
	listResources,
	listRoles,
	listSessions,
	type SessionFilter,
	showSession,
} from './read-only.js';
import { type Preview, preview, type RequestOutcome, request } from './request.js';
import type { SessionView } from './session-view.js';
import { type SweepReport, sweep } from './sweep.js';
import { createTenant, type TenantOptions } from './tenants.js';

/**
 * The one object through which a request becomes a session, an approval, a deployment. Refusals that are expected in
 * normal use come back as values with a code; what throws is a fault (`PortcullisError`).
 *
 * Input marked `unknown` may be anything that a front end was given: it is checked, and refused with a problem for each
 * fault.
 */
export interface Gate {
	/** Sets a tenant up; the caller becomes its first administrator. */
	createTenant(caller: Caller, options?: TenantOptions): Promise<Result<Tenant>>;
	readonly projects: {
		add(caller: Caller, project: ProjectRequest | unknown): Promise<Result<Project>>;
		list(caller: Caller): Promise<Result<Project[]>>;
		remove(caller: Caller, name: string): Promise<Result<Project>>;
	};
	readonly roles: { list(caller: Caller): Promise<Result<Role[]>> };
	readonly grants: {
		add(caller: Caller, grant: GrantRequest | unknown): Promise<Result<Grant>>;
		list(caller: Caller): Promise<Result<Grant[]>>;
		remove(caller: Caller, id: string): Promise<Result<Grant>>;
	};
	readonly quotas: {
		set(caller: Caller, quota: QuotaRequest | unknown): Promise<Result<Quota>>;
		override(caller: Caller, override: QuotaOverrideRequest | unknown): Promise<Result<Quota>>;
		list(caller: Caller, project?: string): Promise<Result<Quota[]>>;
		remove(caller: Caller, id: string): Promise<Result<Quota>>;
	};
	readonly bindings: {
		add(caller: Caller, binding: BindingRequest | unknown): Promise<Result<Binding>>;
		list(caller: Caller): Promise<Result<Binding[]>>;
		remove(caller: Caller, id: string): Promise<Result<Binding>>;
	};
	/** Decides and stores nothing. Several requests count together against quotas. */
	preview(caller: Caller, requests: readonly (DeploymentRequest | unknown)[]): Promise<Result<Preview[]>>;
	/** Decides; what is not denied waits in a session. */
	request(caller: Caller, request: DeploymentRequest | unknown): Promise<Result<RequestOutcome>>;
	/** Approves; the approval that is enough deploys. */
	approve(caller: Caller, session: string): Promise<Result<SessionView>>;
	/** Takes a session back. */
	cancel(caller: Caller, session: string, reason?: string): Promise<Result<Session>>;
	/** Says no to a session. */
	reject(caller: Caller, session: string, reason: string): Promise<Result<Session>>;
	show(caller: Caller, session: string): Promise<Result<SessionView>>;
	list(caller: Caller, filter?: SessionFilter): Promise<Result<SessionView[]>>;
	resources(caller: Caller, project?: string): Promise<Result<StandingResource[]>>;
	history(caller: Caller, filter?: Omit<HistoryFilter, 'tenant'>): Promise<Result<HistoryRow[]>>;
	/** Marks what has expired, in every tenant. */
	sweep(): Promise<SweepReport>;
}

/**
 * Puts a gate together.
 *
 * @example
 * ```ts
 * import { createEngine, createGate, openStore } from '@portcullis/core';
 * import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
 * import { createProviders } from '@portcullis/providers';
 *
 * const gate = createGate({
 * 	store: await openStore({ url: 'memory:' }),
 * 	engine: createEngine(await defaultBundle()),
 * 	catalogue: createCatalogue(),
 * 	providers: createProviders(),
 * 	defaults: tenantDefaults,
 * 	terraformRoot: '.',
 * });
 * const caller = { tenant: 'demo', actor: { id: 'ada', source: 'verified' } } as const;
 * await gate.createTenant(caller);
 * console.log((await gate.projects.list(caller)).kind); // ok
 * ```
 */
export function createGate(options: GateOptions): Gate {
	const gate = gateContext(options);
	return {
		createTenant: (caller, options) => createTenant(gate, caller, options),
		projects: {
			add: (caller, project) => addProject(gate, caller, project),
			list: (caller) => listProjects(gate, caller),
			remove: (caller, name) => removeProject(gate, caller, name),
		},
		roles: { list: (caller) => listRoles(gate, caller) },
		grants: {
			add: (caller, grant) => addGrant(gate, caller, grant),
			list: (caller) => listGrants(gate, caller),
			remove: (caller, id) => removeGrant(gate, caller, id),
		},
		quotas: {
			set: (caller, quota) => setQuota(gate, caller, quota),
			override: (caller, override) => overrideQuota(gate, caller, override),
			list: (caller, project) => listQuotas(gate, caller, project),
			remove: (caller, id) => removeQuota(gate, caller, id),
		},
		bindings: {
			add: (caller, binding) => addBinding(gate, caller, binding),
			list: (caller) => listBindings(gate, caller),
			remove: (caller, id) => removeBinding(gate, caller, id),
		},
		preview: (caller, requests) => preview(gate, caller, requests),
		request: (caller, given) => request(gate, caller, given),
		approve: (caller, session) => approve(gate, caller, session),
		cancel: (caller, session, reason) => closeSession(gate, caller, session, 'cancelled', reason ?? null),
		reject: (caller, session, reason) => closeSession(gate, caller, session, 'rejected', reason),
		show: (caller, session) => showSession(gate, caller, session),
		list: (caller, filter) => listSessions(gate, caller, filter),
		resources: (caller, project) => listResources(gate, caller, project),
		history: (caller, filter) => listHistory(gate, caller, filter),
		sweep: () => sweep(gate),
	};
}
