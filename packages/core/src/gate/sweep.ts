import type { Session } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { type StrayDocument, strayDocument } from './check-document.js';
import { faultText } from './fault-text.js';
import type { GateContext } from './gate-context.js';
import { note, portcullisIn } from './note.js';
import { recoverDeployments } from './recover-deployment.js';
import { warningTimes } from './warnings.js';

/** What a sweep tidied, and what it found. */
export interface SweepReport {
	/** Sessions marked as expired. They could not be approved any more since the moment they expired. */
	readonly expired: readonly Pick<Session, 'id' | 'tenant' | 'project'>[];
	/** Deployments that a process left unfinished, ended as failed with their reservations given back. */
	readonly recovered: readonly Pick<Session, 'id' | 'tenant' | 'project'>[];
	/** How many reservations were given back. */
	readonly released: number;
	/** How many sessions expire within ten minutes: front ends warn of them. */
	readonly ending: number;
	/** Documents in the projects' folders that are not those that were put there last: somebody has changed them. */
	readonly stray: readonly StrayDocument[];
	/** How many answers by request id were forgotten: those older than a week. */
	readonly answers_forgotten: number;
	/** How much was removed from the caches that was not used for 30 days, and what they failed of. */
	readonly caches: { readonly removed: number; readonly faults: readonly string[] };
}

/** What to sweep. */
export interface SweepOptions {
	/** Only this session, and nothing else. */
	readonly session?: Pick<Session, 'tenant' | 'id'>;
}

const batch = 100;
const day = 24 * 60 * 60 * 1000;

/** How long an answer is kept by its request id, in milliseconds: 7 days. No front end repeats a message later. */
export const answersKept = 7 * day;

/** How long what was not used is kept in a cache, in milliseconds: 30 days. */
export const unusedKept = 30 * day;

/**
 * Marks sessions that expired, and ends deployments that a process began and did not live to finish. It only tidies:
 * whether a session has expired is decided by the clock whenever somebody wants to use it. Any number of processes may
 * sweep at once: each thing is done, and reported, by one of them. The history is only ever added to.
 */
export async function sweep(gate: GateContext, { session }: SweepOptions = {}): Promise<SweepReport> {
	const expired = session === undefined ? await expireAll(gate) : await expireOne(gate, session);
	const recovered = await recoverDeployments(gate, session);
	const rest = session === undefined ? await tidy(gate) : nothing;
	return {
		expired: expired.map(named),
		recovered: recovered.map((failed) => named(failed.session)),
		released: recovered.reduce((sum, failed) => sum + failed.released, 0),
		...rest,
	};
}

async function expireAll(gate: GateContext): Promise<Session[]> {
	const expired: Session[] = [];
	for (;;) {
		const some = await gate.store.write(async (tx) => {
			const now = gate.clock();
			const moved = await tx.sessions.expire(now, batch);
			for (const session of moved) await noteExpired(tx, session, now);
			return moved;
		});
		expired.push(...some);
		if (some.length < batch) return expired;
	}
}

function expireOne(gate: GateContext, { tenant, id }: Pick<Session, 'tenant' | 'id'>): Promise<Session[]> {
	return gate.store.write(async (tx) => {
		const now = gate.clock();
		const found = await tx.sessions.get(tenant, id);
		if (found?.status !== 'open' || now < found.expires_at) return [];
		const gone = await tx.sessions.move(tenant, id, 'open', 'expired', { closed_at: now });
		if (gone === null) return [];
		await noteExpired(tx, gone, now);
		return [gone];
	});
}

function noteExpired(tx: Tx, { tenant, project, id, expires_at }: Session, now: number): Promise<void> {
	const body = { expired_at: expires_at };
	return note(tx, portcullisIn(tenant), now, 'session.expired', { project, session: id, body });
}

type Tidied = Pick<SweepReport, 'ending' | 'stray' | 'answers_forgotten' | 'caches'>;

const nothing: Tidied = { ending: 0, stray: [], answers_forgotten: 0, caches: { removed: 0, faults: [] } };

async function tidy(gate: GateContext): Promise<Tidied> {
	const now = gate.clock();
	const { ending, documents } = await gate.store.read(async (tx) => {
		const soon = await tx.sessions.ending(now, now + Math.max(...warningTimes));
		const tenants = await tx.tenants.list();
		const all = await Promise.all(tenants.map(({ id }) => tx.documents.list(id)));
		return { ending: soon.length, documents: all.flat() };
	});
	const stray: StrayDocument[] = [];
	for (const { tenant, project } of documents) {
		const found = await strayDocument(gate, tenant, project);
		if (found !== null) stray.push(found);
	}
	const { answers_forgotten, policies } = await gate.store.write(async (tx) => ({
		answers_forgotten: await tx.answers.removeBefore(now - answersKept),
		policies: await tx.policyCache.removeBefore(now - unusedKept),
	}));
	return { ending, stray, answers_forgotten, caches: await sweepCaches(gate, policies.length, now) };
}

// One that fails takes nothing from the others: what is kept in a cache is worth nothing but time.
async function sweepCaches(gate: GateContext, policies: number, now: number): Promise<SweepReport['caches']> {
	const swept = await Promise.allSettled(gate.caches.map((cache) => cache.removeOlderThan(now - unusedKept)));
	return {
		removed: policies + swept.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0),
		faults: swept.flatMap((one) => (one.status === 'rejected' ? [faultText(one.reason, gate.terraformRoot)] : [])),
	};
}

function named({ id, tenant, project }: Session): Pick<Session, 'id' | 'tenant' | 'project'> {
	return { id, tenant, project };
}
