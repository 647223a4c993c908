import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';

/** Marks sessions that expired, and ends deployments that a process left behind. */
export function sweep(context: Context): Promise<Outcome> {
	return withGate(context, { mode: 'write', parts: 'all', terraform: true }, async ({ gate }) => {
		const report = await gate.sweep();
		return done({ kind: 'sweep', ...report }, () => {
			const lines = [
				...report.expired.map(({ id, tenant, project }) => `expired: session ${id} of ${tenant} ${project}`),
				...report.recovered.map(({ id, tenant, project }) => `ended as failed: session ${id} of ${tenant} ${project}`),
				`swept: ${report.expired.length} expired, ${report.recovered.length} ended as failed`,
			];
			return `${lines.map(harmless).join('\n')}\n`;
		});
	});
}
