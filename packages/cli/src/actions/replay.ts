import type { ChangedDecision, NotReplayed, ReplayPage } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { readBindings } from '../input/read-bindings.js';
import { readPolicies } from '../input/read-policies.js';
import { progressLine } from '../io/progress.js';
import { failure, refusal } from '../output/failure.js';
import type { ReplayDocument } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';
import { renderReplay } from '../render/render-replay.js';

/** Options of `portcullis policy replay`. */
export interface ReplayOptions {
	/** Milliseconds since 1970, as `until` is. */
	readonly since: number;
	readonly until?: number;
	readonly project?: string;
	/** A file. */
	readonly bindings?: string;
	/** A folder. */
	readonly bundle?: string;
}

/** Decides past decisions again, and lists whose answer would be another. */
export async function replay(context: Context, options: ReplayOptions): Promise<Outcome> {
	const { io } = context;
	const { since, until, project } = options;
	const read = options.bindings === undefined ? undefined : await readBindings(options.bindings, io);
	if (read?.kind === 'problems') {
		return failure({ code: 'INPUT_INVALID', message: 'the bindings cannot be understood', problems: read.problems });
	}
	const policies = options.bundle === undefined ? undefined : await readPolicies(options.bundle, io);
	if (policies?.kind === 'problems') {
		const { problems } = policies;
		return failure({ code: 'INPUT_INVALID', message: 'the policies cannot be used', problems });
	}
	return withGate(context, { mode: 'read', parts: 'all' }, async ({ gate, caller }) => {
		const { openEngine } = await import('@portcullis/policies');
		const engine = policies === undefined ? undefined : await openEngine(policies.value);
		try {
			const pages = await gate.replay(caller, {
				since,
				...(until === undefined ? {} : { until }),
				...(project === undefined ? {} : { project }),
				...(read === undefined ? {} : { bindings: read.value.bindings }),
				...(engine === undefined ? {} : { engine }),
			});
			if (pages.kind === 'refused') {
				const problems = pages.problems.map((found) =>
					found.path[0] === 'bindings' ? (read?.value.place(found) ?? found) : found,
				);
				return refusal(pages, { problems });
			}
			const progress = progressLine(io);
			const report = await summed(pages.value, (done, total) => progress.show({ step: 'deciding again', done, total }));
			progress.end();
			return { status: statusOf(report), document: report, text: (style) => renderReplay(report, style) };
		} finally {
			await engine?.close();
		}
	});
}

async function summed(
	pages: AsyncIterable<ReplayPage>,
	show: (done: number, total: number) => void,
): Promise<ReplayDocument> {
	let [decisions, unchanged, other_reasons] = [0, 0, 0];
	const changed: ChangedDecision[] = [];
	const not_replayable: NotReplayed[] = [];
	for await (const page of pages) {
		decisions += page.decisions;
		unchanged += page.unchanged;
		other_reasons += page.other_reasons;
		changed.push(...page.changed);
		not_replayable.push(...page.not_replayable);
		show(page.progress.done, page.progress.total);
	}
	return { kind: 'replay', decisions, unchanged, other_reasons, changed, not_replayable };
}

function statusOf({ changed, not_replayable }: ReplayDocument): Outcome['status'] {
	if (changed.length > 0) return 3;
	return not_replayable.length > 0 ? 1 : 0;
}
