import type { CheckedPlan, CheckFinding, CheckReport } from '../check-output/check-report.js';
import type { NameResource } from './name-resource.js';
import type { RuleMessage, RuleResult } from './rule-result.js';

/** What a report is made of beside what the rules said. */
export interface ConftestReportParts {
	readonly plan: CheckedPlan;
	readonly rules: readonly RuleResult[];
	readonly nameResource: NameResource;
	/** Warnings deny, as with conftest's `--fail-on-warn`. */
	readonly failOnWarn: boolean;
}

/** What conftest's policies said of a plan, in the form of every check. */
export function conftestReport({ plan, rules, nameResource, failOnWarn }: ConftestReportParts): CheckReport {
	const findings = rules.flatMap((rule) => [
		...rule.faults.map((fault) => findingOf(rule, { text: fault, metadata: {} }, { kind: 'error', nameResource })),
		...rule.messages.map((message) =>
			findingOf(rule, message, { kind: rule.severity === 'failure' ? 'fail' : 'warn', nameResource }),
		),
	]);
	const code = codeOf(findings, failOnWarn);
	const empty = rules.filter((rule) => rule.empty > 0);
	return {
		kind: 'check',
		judged_by: 'conftest',
		answer: code === 'CONFTEST_PASSED' ? 'allow' : 'deny',
		code,
		plan,
		findings: [...findings].sort((a, b) => rank(a) - rank(b)),
		passed: passedOf(rules),
		policies: rules.map((rule) => ({
			id: idOf(rule),
			title: rule.title === '' ? idOf(rule) : rule.title,
			description: rule.description === '' ? whereabouts(rule) : rule.description,
		})),
		unmapped: [],
		unknown_regions: [],
		notes: empty.map((rule) => `${idOf(rule)} gave an empty message, which conftest takes for a pass`),
	};
}

/**
 * Counts passes as conftest does: a test for each definition of a rule, of which every message, and every rule that an
 * exception lifts, takes one away.
 */
function passedOf(rules: readonly RuleResult[]): number {
	const namespaces = [...new Set(rules.map(({ namespace }) => namespace))];
	const counts = namespaces.map((namespace) => {
		const own = rules.filter((rule) => rule.namespace === namespace);
		const definitions = own.reduce((sum, rule) => sum + rule.definitions, 0);
		// An empty message is a pass to conftest, and so is a rule that says nothing. What lifts nothing is a pass here.
		const passes = own.reduce((sum, { messages, faults, empty }) => {
			return sum + (messages.length + faults.length + empty === 0 ? 1 : empty);
		}, 0);
		const others = own.reduce((sum, { messages, faults, exception }) => {
			return sum + faults.length + (exception === null ? messages.length : Math.min(1, messages.length));
		}, 0);
		return Math.max(passes, definitions - others);
	});
	return counts.reduce((sum, count) => sum + count, 0);
}

function findingOf(
	rule: RuleResult,
	{ text, metadata }: RuleMessage,
	{ kind, nameResource }: { readonly kind: CheckFinding['kind']; readonly nameResource: NameResource },
): CheckFinding {
	const { _loc: place, ...rest } = metadata;
	const { exception } = rule;
	return {
		policy: idOf(rule),
		level: rule.severity === 'failure' || kind === 'error' ? 'hard' : 'advisory',
		kind,
		...(exception === null || kind === 'error' ? {} : { waived: { id: exception, by: [], until: null } }),
		resource: null,
		address: nameResource(text, rest),
		...placeOf(place),
		message: text,
		hint: '',
		path: [],
		...(Object.keys(rest).length === 0 ? {} : { metadata: rest }),
	};
}

// conftest's own way for a message to say where it belongs: {"msg": …, "_loc": {"file": "main.tf", "line": 3}}.
function placeOf(place: unknown): Pick<CheckFinding, 'file' | 'line'> {
	const file = typeof place === 'object' && place !== null && 'file' in place ? place.file : undefined;
	if (typeof file !== 'string' || file === '') return {};
	const line = typeof place === 'object' && place !== null && 'line' in place ? place.line : undefined;
	return typeof line === 'number' && Number.isSafeInteger(line) && line > 0 ? { file, line } : { file };
}

function whereabouts({ namespace, rule, at }: RuleResult): string {
	return `The rule ${rule} of package ${namespace}, in ${at.file}.`;
}

function idOf({ namespace, rule }: Pick<RuleResult, 'namespace' | 'rule'>): string {
	return `${namespace}.${rule}`;
}

function codeOf(findings: readonly CheckFinding[], failOnWarn: boolean): string {
	const counting = findings.filter(({ waived }) => waived === undefined);
	if (counting.some(({ kind }) => kind === 'error')) return 'CONFTEST_ERROR';
	if (counting.some(({ kind }) => kind === 'fail')) return 'CONFTEST_FAILED';
	if (failOnWarn && counting.length > 0) return 'CONFTEST_WARNED';
	return 'CONFTEST_PASSED';
}

// Errors, failures, warnings, then what is lifted.
function rank({ kind, waived }: CheckFinding): number {
	return waived === undefined ? ['error', 'fail', 'unknown', 'warn'].indexOf(kind) : 4;
}
