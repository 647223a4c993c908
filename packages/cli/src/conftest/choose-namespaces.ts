import { nearest } from '@portcullis/core';
import { type Understood, understood } from '../input/input-problem.js';

/**
 * The namespaces to ask, in their order. One that was named and holds no rule to ask is refused, with those that do: a
 * mistyped name would otherwise pass every plan.
 *
 * @param named `main` where nobody named one, patterns such as `k8s.*` too; `all` for every one that has rules
 * @param holding the namespaces with rules to ask
 * @param present all namespaces that there are
 */
export function chooseNamespaces(
	named: readonly string[] | 'all',
	holding: readonly string[],
	present: readonly string[],
): Understood<readonly string[]> {
	const one = 'deny, violation or warn';
	if (named === 'all') {
		if (holding.length > 0) return understood([...holding].sort());
		const problem = { kind: 'problem', path: [], message: `no namespace has a rule ${one}` } as const;
		return { kind: 'problems', problems: [problem] };
	}
	const wanted = named.length === 0 ? ['main'] : [...new Set(named)];
	const chosen = wanted.map((name) => ({ name, matching: holding.filter((one) => matches(one, name)) }));
	const problems = chosen
		.filter(({ matching }) => matching.length === 0)
		.map(({ name }) => {
			const what = present.includes(name) ? `has no rule ${one}` : 'is not there';
			return { kind: 'problem', path: ['--namespace'], message: `${name} ${what}${others(name, holding)}` } as const;
		});
	if (problems.length > 0) return { kind: 'problems', problems };
	return understood([...new Set(chosen.flatMap(({ matching }) => matching))]);
}

// As conftest does: * and ? stand for letters of any kind, also full stops.
function matches(name: string, pattern: string): boolean {
	const written = pattern
		.replace(/[^\w*?]/g, '\\$&')
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return name === pattern || new RegExp(`^${written}$`, 's').test(name);
}

function others(name: string, holding: readonly string[]): string {
	if (holding.length === 0) return '; no other has one either';
	const near = nearest(name, holding);
	if (near.length > 0) return `; did you mean ${near.join(' or ')}?`;
	const shown = [...holding].sort().slice(0, 10);
	const rest = holding.length - shown.length;
	return `; those that have one: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
