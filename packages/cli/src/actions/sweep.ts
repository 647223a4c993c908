import type { Caller, Gate, Result, Session, SweepReport } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { SweptDocument } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { withWholeId } from './find-session.js';

/** Options of `portcullis sweep`. */
export interface SweepChoice {
	readonly session?: string;
	readonly force?: boolean;
}

/** Marks sessions that expired, and ends deployments that a process left behind. */
export function sweep(context: Context, { session, force = false }: SweepChoice): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'all', terraform: true }, async (opened) => {
		const { gate, caller } = opened;
		if (session !== undefined) {
			const found = await gate.show(caller, session);
			if (found.kind === 'refused') return refusal(await withWholeId(opened, session, found));
		}
		// First what is over by itself: it is nobody's doing.
		const report = await gate.sweep(session === undefined ? {} : { session: { tenant: caller.tenant, id: session } });
		const ended = force ? await giveUpAll(gate, caller, session) : ({ kind: 'ok', value: [] as Session[] } as const);
		if (ended.kind === 'refused') return refusal(ended);
		const given_up = ended.value.map(({ id, tenant, project }) => ({ id, tenant, project }));
		return done({ kind: 'sweep', ...report, given_up }, () => textOf(report, given_up));
	});
}

async function giveUpAll(gate: Gate, caller: Caller, only: string | undefined): Promise<Result<Session[]>> {
	const deploying = await gate.list(caller, { statuses: ['deploying'] });
	if (deploying.kind === 'refused') return deploying;
	const given: Session[] = [];
	// Several are several calls: the id that was given is of one.
	const each = only === undefined ? { tenant: caller.tenant, actor: caller.actor } : caller;
	for (const { session } of deploying.value) {
		if (only !== undefined && session.id !== only) continue;
		const failed = await gate.giveUp(each, session.id);
		// It may have come to its end by itself in this moment.
		if (failed.kind === 'refused' && failed.code !== 'NOT_DEPLOYING') return failed;
		if (failed.kind === 'ok') given.push(failed.value);
	}
	return { kind: 'ok', value: given };
}

function textOf(report: SweepReport, given: SweptDocument['given_up']): string {
	const named = ({ id, tenant, project }: (typeof given)[number]) =>
		`session ${id} of ${tenant}${project === null ? '' : ` ${project}`}`;
	const { caches, ending, released } = report;
	const lines = [
		...report.expired.map((one) => `expired: ${named(one)}`),
		...report.recovered.map((one) => `ended as failed: ${named(one)}`),
		...given.map((one) => `given up: ${named(one)}`),
		...report.stray.map(({ tenant, project }) => `not as it was written: main.tf.json of ${tenant} ${project}`),
		...caches.faults.map((fault) => `cache not swept: ${fault}`),
		`swept: ${report.expired.length} expired, ${report.recovered.length + given.length} ended as failed`,
		`reservations given back: ${released}; cache files removed: ${caches.removed}; expiring within 10 minutes: ${ending}`,
	];
	return `${lines.map(harmless).join('\n')}\n`;
}
