import type { Binding, BindingRequest } from '../model/binding.js';
import type { DeploymentRequest } from '../model/deployment.js';
import type { Grant, GrantRequest } from '../model/grant.js';
import type { Project, ProjectRequest } from '../model/project.js';
import type { Quota, QuotaOverrideRequest, QuotaRequest } from '../model/quota.js';
import type { Result } from '../model/result.js';
import type { Role } from '../model/role.js';
import type { HistoryRow, Session, StandingResource } from '../model/session.js';
import type { HistoryFilter, Tenant } from '../store/store.js';
import { approve } from './approve.js';
import { asked } from './asked.js';
import { addBinding, removeBinding } from './bindings.js';
import { closeSession } from './close-session.js';
import { gateContext } from './gate-context.js';
import type { Caller, GateOptions } from './gate-options.js';
import { addGrant, removeGrant } from './grants.js';
import { listHistory } from './list-history.js';
import { listSessions, type SessionFilter, showSession } from './list-sessions.js';
import { type Preview, preview } from './preview.js';
import { addProject, removeProject } from './projects.js';
import { overrideQuota, removeQuota, setQuota } from './quotas.js';
import { listBindings, listGrants, listProjects, listQuotas, listResources, listRoles } from './read-only.js';
import { type RequestOutcome, request } from './request.js';
import type { SessionView } from './session-view.js';
import { type QuotaStatus, showQuota } from './show-quota.js';
import { type SweepReport, sweep } from './sweep.js';
import { createTenant, type TenantOptions } from './tenants.js';
import { setTimeZone } from './time-zone.js';

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
	/** Sets the zone, by its IANA name, in which the windows of quotas begin. */
	setTimeZone(caller: Caller, zone: string | unknown): Promise<Result<Tenant>>;
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
		/** With what is used and held of each now. */
		list(caller: Caller, project?: string): Promise<Result<Quota[]>>;
		show(caller: Caller, id: string): Promise<Result<QuotaStatus>>;
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
	/**
	 * Approves; the approval that is enough deploys.
	 *
	 * @param shown the `subject_digest` of the session that the approver looked at: hand it over wherever the front end
	 * knows it. What was changed and looked at anew by somebody else in between is then refused, not approved.
	 */
	approve(caller: Caller, session: string, shown?: string): Promise<Result<SessionView>>;
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
		createTenant: (caller, options) => asked(caller, () => createTenant(gate, caller, options)),
		setTimeZone: (caller, zone) => asked(caller, () => setTimeZone(gate, caller, zone)),
		projects: {
			add: (caller, project) => asked(caller, () => addProject(gate, caller, project)),
			list: (caller) => asked(caller, () => listProjects(gate, caller)),
			remove: (caller, name) => asked(caller, () => removeProject(gate, caller, name), name),
		},
		roles: { list: (caller) => asked(caller, () => listRoles(gate, caller)) },
		grants: {
			add: (caller, grant) => asked(caller, () => addGrant(gate, caller, grant)),
			list: (caller) => asked(caller, () => listGrants(gate, caller)),
			remove: (caller, id) => asked(caller, () => removeGrant(gate, caller, id), id),
		},
		quotas: {
			set: (caller, quota) => asked(caller, () => setQuota(gate, caller, quota)),
			override: (caller, override) => asked(caller, () => overrideQuota(gate, caller, override)),
			list: (caller, project) => asked(caller, () => listQuotas(gate, caller, project), project),
			show: (caller, id) => asked(caller, () => showQuota(gate, caller, id), id),
			remove: (caller, id) => asked(caller, () => removeQuota(gate, caller, id), id),
		},
		bindings: {
			add: (caller, binding) => asked(caller, () => addBinding(gate, caller, binding)),
			list: (caller) => asked(caller, () => listBindings(gate, caller)),
			remove: (caller, id) => asked(caller, () => removeBinding(gate, caller, id), id),
		},
		preview: (caller, requests) => asked(caller, () => preview(gate, caller, requests)),
		request: (caller, given) => asked(caller, () => request(gate, caller, given)),
		approve: (caller, session, shown) => asked(caller, () => approve(gate, caller, session, shown), session),
		cancel: (caller, session, reason) =>
			asked(caller, () => closeSession(gate, caller, session, 'cancelled', reason ?? null), session),
		reject: (caller, session, reason) =>
			asked(caller, () => closeSession(gate, caller, session, 'rejected', reason), session),
		show: (caller, session) => asked(caller, () => showSession(gate, caller, session), session),
		list: (caller, filter) => asked(caller, () => listSessions(gate, caller, filter)),
		resources: (caller, project) => asked(caller, () => listResources(gate, caller, project), project),
		history: (caller, filter) => asked(caller, () => listHistory(gate, caller, filter)),
		sweep: () => sweep(gate),
	};
}
