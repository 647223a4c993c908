import { ok, type Result } from '../model/result.js';
import { answeredApproval, answeredSession, answeredView } from './answered-session.js';
import { approve } from './approve.js';
import type { Asking } from './asked-once.js';
import { auditHead, exportHistory, verifyAudit } from './audit.js';
import { addBinding, removeBinding } from './change-bindings.js';
import { checkProjectPlan } from './check-plan.js';
import { closeSession } from './close-session.js';
import { deploymentViewOf } from './deployment-of.js';
import { explainSession } from './explain-session.js';
import type { Gate } from './gate.js';
import { callsOf } from './gate-calls.js';
import { type GateContext, gateContext } from './gate-context.js';
import type { Caller, GateOptions } from './gate-options.js';
import { giveUp } from './give-up.js';
import { addGrant, removeGrant } from './grants.js';
import { grantedGroups, memberSeen } from './groups.js';
import { listHistory } from './list-history.js';
import { listSessions, showSession } from './list-sessions.js';
import { claimNotices, noticeDelivered } from './notices.js';
import { addPolicy, listPolicies, removePolicy, showPolicy } from './policies.js';
import { setLongestWaiver, setPolicyChangeApprovals } from './policy-settings.js';
import { findPost, latestPost, movedPosts, putPost, stalePosts } from './posts.js';
import { preview } from './preview.js';
import { projectCosts } from './project-cost.js';
import { addProject, removeProject } from './projects.js';
import { overrideQuota, removeQuota, setQuota } from './quotas.js';
import { listBindings, listGrants, listProjects, listQuotas, listResources, listRoles } from './read-only.js';
import { replay } from './replay.js';
import { type RequestOutcome, request } from './request.js';
import { addRole, changeRole, removeRole } from './roles.js';
import { setSessionLifetime } from './session-lifetime.js';
import type { SessionView } from './session-view.js';
import { showQuota } from './show-quota.js';
import { suggest } from './suggest.js';
import { sweep } from './sweep.js';
import { syncResources } from './sync-resources.js';
import { createTenant } from './tenants.js';
import { setTimeZone } from './time-zone.js';
import { unknownSession } from './unknown.js';
import { listWaivers, removeWaiver, requestWaiver, showWaiver } from './waivers.js';
import { claimWarnings, warningDelivered } from './warnings.js';
import { whoCan } from './who-can.js';
import { withdrawApproval } from './withdraw-approval.js';

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
	const { reads, readsOne, changes, changesOne } = callsOf(gate);
	return {
		createTenant: changes('createTenant', createTenant),
		setTimeZone: changes('setTimeZone', setTimeZone),
		setSessionLifetime: changes('setSessionLifetime', setSessionLifetime),
		setPolicyChangeApprovals: changes('setPolicyChangeApprovals', setPolicyChangeApprovals, waitingAgain),
		setLongestWaiver: changes('setLongestWaiver', setLongestWaiver, waitingAgain),
		projects: {
			add: changes('projects.add', addProject),
			list: reads(listProjects),
			remove: changesOne('projects.remove', removeProject),
		},
		roles: {
			add: changes('roles.add', addRole),
			change: changes('roles.change', changeRole),
			list: reads(listRoles),
			remove: changesOne('roles.remove', removeRole),
		},
		grants: {
			add: changes('grants.add', addGrant),
			list: reads(listGrants),
			remove: changesOne('grants.remove', removeGrant),
		},
		quotas: {
			set: changes('quotas.set', setQuota),
			override: changes('quotas.override', overrideQuota),
			list: readsOne(listQuotas),
			show: readsOne(showQuota),
			remove: changesOne('quotas.remove', removeQuota),
		},
		bindings: {
			add: changes('bindings.add', addBinding, waitingAgain),
			list: reads(listBindings),
			remove: changesOne('bindings.remove', removeBinding, waitingAgain),
		},
		waivers: {
			request: changes('waivers.request', requestWaiver, answeredView),
			list: reads(listWaivers),
			show: readsOne(showWaiver),
			remove: changesOne('waivers.remove', removeWaiver),
		},
		policies: {
			add: changes('policies.add', addPolicy, waitingAgain),
			list: reads(listPolicies),
			show: readsOne(showPolicy),
			remove: changesOne('policies.remove', removePolicy, waitingAgain),
		},
		checkPlan: reads(checkProjectPlan),
		preview: reads(preview),
		suggest: reads(suggest),
		whoCan: reads(whoCan),
		request: changes('request', request, requestedAgain),
		approve: changesOne('approve', approve, answeredApproval),
		withdraw: changesOne('withdraw', withdrawApproval, answeredView),
		cancel: changesOne('cancel', cancelSession, answeredSession),
		reject: changesOne('reject', rejectSession, answeredSession),
		giveUp: changesOne('giveUp', giveUp, answeredSession),
		show: readsOne(showSession),
		explain: readsOne(explainSession),
		list: reads(listSessions),
		resources: readsOne(listResources),
		cost: readsOne(projectCosts),
		syncResources: reads(syncResources),
		history: reads(listHistory),
		audit: { head: reads(auditHead), verify: reads(verifyAudit), export: reads(exportHistory) },
		replay: reads(replay),
		sweep: (options) => sweep(gate, options),
		warnings: {
			claim: (frontend) => claimWarnings(gate, frontend),
			delivered: (warning) => warningDelivered(gate, warning),
		},
		groups: {
			granted: (tenant) => grantedGroups(gate, tenant),
			seen: (member) => memberSeen(gate, member),
		},
		posts: {
			put: (post) => putPost(gate, post),
			find: (frontend, session) => findPost(gate, frontend, session),
			stale: (frontend) => stalePosts(gate, frontend),
			movedOn: (frontend, tenant) => movedPosts(gate, frontend, tenant),
			latest: (frontend, tenant) => latestPost(gate, frontend, tenant),
		},
		notices: {
			claim: () => claimNotices(gate),
			delivered: (notice) => noticeDelivered(gate, notice),
		},
	};
}

function cancelSession(gate: GateContext, caller: Asking, id: string, reason?: string) {
	return closeSession(gate, caller, id, 'cancelled', reason ?? null);
}

function rejectSession(gate: GateContext, caller: Asking, id: string, reason: string) {
	return closeSession(gate, caller, id, 'rejected', reason);
}

// What a change of policy was answered with that waits for people.
async function waitingAgain(
	gate: GateContext,
	caller: Caller,
	id: string,
): Promise<Result<{ readonly kind: 'session'; readonly view: SessionView }>> {
	const view = await answeredView(gate, caller, id);
	return view.kind === 'refused' ? view : ok({ kind: 'session', view: view.value });
}

async function requestedAgain(gate: GateContext, caller: Caller, id: string): Promise<Result<RequestOutcome>> {
	const answered = await answeredView(gate, caller, id);
	if (answered.kind === 'refused') return answered;
	const view = deploymentViewOf(answered.value);
	return view === null ? unknownSession(id) : ok({ kind: 'session', view });
}
