import { reasons } from './reasons.js';

/**
 * What a run says against the list of cases that do not pass.
 *
 * @param outcomes of the cases that were run: nothing for one that passed, or what came instead, by id
 * @param whole whether every case was run
 * @returns what is wrong, one text each; empty where all is as it was written down
 */
export function judgeRun(outcomes, expected, whole) {
	const listed = expected.not_passing;
	const faults = [];
	for (const [id, why] of outcomes) {
		if (why !== undefined && !Object.hasOwn(listed, id)) {
			faults.push(
				`starts to fail: ${id}\n  ${why}\n  Mend it, or give it a reason in tools/conformance/expected.json.`,
			);
		}
		if (why === undefined && Object.hasOwn(listed, id)) {
			faults.push(`starts to pass: ${id}\n  Take it off the list: npm run conformance -- --update`);
		}
	}
	for (const [id, reason] of Object.entries(listed)) {
		if (!Object.hasOwn(reasons, reason)) {
			const known = Object.keys(reasons).join(', ');
			faults.push(`no known reason: ${id} has ${JSON.stringify(reason)}; known are ${known}`);
		}
		if (whole && !outcomes.has(id)) {
			faults.push(`no such case any more: ${id}\n  Take it off the list: npm run conformance -- --update`);
		}
	}
	return faults;
}

/** What expected.json has to say after a full run. A case that fails and is not listed has no reason and gets none here. */
export function expectedAfter(outcomes, cases, expected, opa) {
	const families = {};
	for (const { family, id } of cases) {
		families[family] ??= { cases: 0, pass: 0 };
		families[family].cases++;
		if (outcomes.get(id) === undefined) families[family].pass++;
	}
	const kept = Object.entries(expected.not_passing).filter(([id]) => outcomes.get(id) !== undefined);
	return { opa, families, not_passing: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
