/** The least part of the mutants that must be killed, in percent. */
export const GOAL = 95;

/**
 * What a run comes to.
 *
 * @param {readonly { id: string, kind: string, path: string, line: number, what: string, outcome: string }[]} judged
 * @param {Readonly<Record<string, string>>} equivalents reasons why a mutant answers as its policy does, by the mutant's id
 * @param {readonly string[]} paths of the sources that were judged
 * @returns {{ killed: number, survivors: object[], invalid: number, equivalent: number, percent: number, faults: string[] }}
 * `percent` is rounded down to a tenth; `faults` is empty where all is as it must be
 */
export function judgeRun(judged, equivalents, paths) {
	const of = (outcome) => judged.filter((mutant) => mutant.outcome === outcome);
	const killed = of('killed').length;
	const survivors = of('survived').filter(({ id }) => !Object.hasOwn(equivalents, id));
	const counted = killed + survivors.length;
	const percent = counted === 0 ? 100 : Math.floor((killed / counted) * 1000) / 10;
	const faults = [];
	if (percent < GOAL) faults.push(`${percent} % of the mutants are killed; it must be ${GOAL} %`);
	for (const { path, line, kind } of survivors) {
		if (kind === 'rule') faults.push(`${path}:${line}: no test misses this rule`);
	}
	const outcomes = new Map(judged.map(({ id, outcome }) => [id, outcome]));
	for (const id of Object.keys(equivalents)) {
		if (!paths.some((path) => id.startsWith(`${path}, `))) continue;
		const outcome = outcomes.get(id);
		if (outcome === 'survived') continue;
		const why =
			{ killed: 'a test kills it', invalid: 'it does not compile' }[outcome] ?? 'there is no such mutant any more';
		faults.push(`tools/mutation/equivalents.json: ${why}: ${id}`);
	}
	const equivalent = of('survived').length - survivors.length;
	return { killed, survivors, invalid: of('invalid').length, equivalent, percent, faults };
}
