import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Caller,
	createEngine,
	createGate,
	type Gate,
	openStore,
	type PresentedDecision,
	type PresentedSession,
	presentSession,
	type Result,
	type SessionView,
} from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { createWebHook } from '../../examples/web-hook/web-hook.js';
import type { Act, FrontendDriver, Seen } from './frontend-driver.js';

const day = 24 * 60 * 60 * 1000;

type Json = Readonly<Record<string, unknown>>;

/** The web hook of examples: what it has no address for, an administrator does at the gate. */
export async function webHookDriver(): Promise<FrontendDriver> {
	let now = Date.UTC(2026, 10, 25, 10);
	const store = await openStore({ url: 'memory:' });
	const gate = createGate({
		store,
		engine: createEngine(await defaultBundle()),
		catalogue: createCatalogue(),
		providers: createProviders(),
		defaults: tenantDefaults,
		terraformRoot: mkdtempSync(join(tmpdir(), 'web-hook-')),
		clock: () => now,
	});
	const webHook = createWebHook(gate, { tenant: 'team', port: 0, actorOf: (token) => token });
	await webHook.start();
	return {
		async act(actor, act) {
			const asked = addressOf(act);
			if (asked === null) {
				return seenIn(
					act,
					(await administer(gate, { tenant: 'team', actor: { id: actor, source: 'verified' } }, act, now)) as Shown,
				);
			}
			const [method, path, body] = asked;
			const once = 'request_id' in act ? { 'idempotency-key': act.request_id } : {};
			const answer = await fetch(`${webHook.url()}${path}`, {
				method,
				headers: { authorization: `Bearer ${actor}`, ...once },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			return seenIn(act, (await answer.json()) as Shown);
		},
		pass(milliseconds) {
			now += milliseconds;
		},
		async close() {
			await webHook.stop();
			await store.close();
		},
	};
}

function addressOf(act: Act): readonly [method: string, path: string, body?: Json] | null {
	switch (act.do) {
		case 'request':
			return ['POST', '/requests', { project: act.project, resources: [act.resource] }];
		case 'look':
			return ['GET', `/sessions/${act.session}`];
		case 'approve':
			return ['POST', `/sessions/${act.session}/approve`, { digest: act.digest }];
		case 'withdraw':
		case 'cancel':
			return ['POST', `/sessions/${act.session}/${act.do}`];
		case 'reject':
			return ['POST', `/sessions/${act.session}/reject`, { reason: act.reason }];
		default:
			return act.do === 'read history' && act.session !== undefined
				? ['GET', `/sessions/${act.session}/history`]
				: null;
	}
}

/** Does at the gate what the web hook has no address for; what waits then is shown as the web hook shows it. */
async function administer(gate: Gate, caller: Caller, act: Act, now: number): Promise<unknown> {
	const answer = await administered(gate, caller, act, now);
	if (answer.kind === 'refused') return answer;
	const value = answer.value as Partial<{ view: SessionView; session: unknown }>;
	if (value.view !== undefined) return presentSession(value.view);
	return value.session === undefined ? value : presentSession(value as SessionView);
}

async function administered(gate: Gate, caller: Caller, act: Act, now: number): Promise<Result<unknown>> {
	switch (act.do) {
		case 'set up':
			return gate.createTenant(caller);
		case 'add project':
			return gate.projects.add(caller, { name: act.project, provider: 'gcp', region: 'us-central1' });
		case 'add role':
			return gate.roles.add(caller, { name: act.role, capabilities: act.capabilities, max_vm_size: 'none' });
		case 'grant':
			return gate.grants.add(caller, { actor: act.to, role: act.role });
		case 'limit machines':
			return gate.quotas.set(caller, { project: act.project, kind: 'vm', limit: act.limit });
		case 'bind': {
			const { policy, level, project, max_hourly_usd, owners = [] } = act;
			const limit = max_hourly_usd === undefined ? {} : { max_hourly_micros: Number(max_hourly_usd) * 1e6 };
			return gate.bindings.add(caller, { policy, level, scope: { project }, parameters: limit, owner_roles: owners });
		}
		case 'ask for approvals of policy changes':
			return gate.setPolicyChangeApprovals(caller, act.approvals);
		case 'ask for a waiver': {
			const { policy, project, owner, reason } = act;
			const terms = { policy, scope: { project }, owner, reason, category: 'accepted', expires_at: now + 7 * day };
			return gate.waivers.request(caller, terms);
		}
		case 'read history':
			return gate.history(caller, { limit: 200 });
		default:
			throw new Error(`the web hook does ${act.do} itself`);
	}
}

/** What the web hook answers with: a session, a decision that denies, a refusal, or a list. */
type Shown = Partial<Omit<PresentedSession, 'kind' | 'waits'>> & {
	readonly kind?: 'session' | 'decision' | 'refused';
	readonly code?: string;
	readonly waits?: PresentedSession['waits'];
};

function seenIn(act: Act, shown: Shown): Seen {
	const decision = shown.kind === 'decision' ? (shown as unknown as PresentedDecision) : shown.decision;
	// A program reads two numbers where a person reads a sentence.
	const quotas = (decision?.quotas ?? []).map(({ label, after, limit }) => `${label}: ${after} of ${limit}`);
	const asked = act.do === 'request' ? decision : undefined;
	return {
		kind: shown.kind === 'refused' ? 'refused' : (asked?.answer ?? (shown.status === undefined ? 'done' : 'session')),
		code: shown.kind === 'refused' ? (shown.code ?? null) : (decision?.code ?? null),
		session: shown.id ?? null,
		status: shown.status ?? null,
		digest: shown.digest ?? null,
		waits: (shown.waits ?? []).map(({ role }) => role ?? 'can_approve'),
		text: [JSON.stringify(shown), ...quotas].join('\n'),
	};
}
