import { createHash } from 'node:crypto';
import { jsonPretty } from '../output/json-text.js';
import type { CheckFinding, CheckReport } from './check-report.js';
import { comparisonOf, sentenceOf, waivedText } from './finding-text.js';
import { severityOfFinding } from './severity.js';

/**
 * Writes what judging a plan came to as SARIF 2.1.0
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 *
 * Each finding is a result of its policy's rule. Its place is the line of the configuration where that is known, and the
 * plan's file otherwise, since GitHub refuses results that are in no file; Terraform's address is its logical location.
 * A fingerprint leaves lines and wording out, so that a finding is the same after the file was edited.
 *
 * @param version of Portcullis
 */
export function sarifCheck(report: CheckReport, version: string): string {
	const { findings, plan, policies } = report;
	const rules = rulesOf(report);
	const seen = new Map<string, number>();
	const results = findings.map((finding) => ({
		ruleId: finding.policy,
		ruleIndex: rules.findIndex(({ id }) => id === finding.policy),
		level: levelOf(finding),
		message: { text: textOf(finding) },
		locations: [locationOf(finding, plan.file)],
		partialFingerprints: { 'portcullisFinding/v1': fingerprintOf(finding, seen) },
		...(finding.waived === undefined
			? {}
			: { suppressions: [{ kind: 'external', status: 'accepted', justification: waivedText(finding.waived) }] }),
		properties: { kind: finding.kind, bindingLevel: finding.level },
	}));
	const log = {
		$schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: { driver: { name: 'Portcullis', version, semanticVersion: version, rules } },
				invocations: [{ executionSuccessful: findings.every(({ kind }) => kind !== 'error') }],
				results,
				columnKind: 'utf16CodeUnits',
				properties: { answer: report.answer, code: report.code, judged: policies.length },
			},
		],
	};
	return jsonPretty(log);
}

function rulesOf({ policies, findings }: CheckReport) {
	const known = new Map(policies.map((policy) => [policy.id, policy]));
	const ids = [...new Set([...known.keys(), ...findings.map(({ policy }) => policy)])];
	return ids.map((id) => {
		const { title = id, description = '' } = known.get(id) ?? {};
		const own = findings.find(({ policy }) => policy === id);
		const text = description === '' ? title : description;
		return {
			id,
			shortDescription: { text: title },
			fullDescription: { text },
			help: { text: own === undefined || own.hint === '' ? text : `${text}\n\n${own.hint}` },
			defaultConfiguration: { level: own === undefined ? 'error' : levelOf(own) },
		};
	});
}

// What a waiver lifts is as bad as it was: it says so by a suppression.
function levelOf({ waived: _, ...finding }: CheckFinding): string {
	return severityOfFinding(finding);
}

function textOf(finding: CheckFinding): string {
	const { hint } = finding;
	const compared = comparisonOf(finding).map(([label, text]) => `${label}: ${text}`);
	return [sentenceOf(finding), ...compared, ...(hint === '' ? [] : [`hint: ${hint}`])].join('\n');
}

function locationOf({ file, line, address, resource }: CheckFinding, plan: string): object {
	const uri = uriOf(file ?? (plan === '-' ? 'plan.json' : plan));
	return {
		physicalLocation: {
			artifactLocation: { uri },
			...(file === undefined || line === undefined ? {} : { region: { startLine: line } }),
		},
		...(address === null && resource === null
			? {}
			: { logicalLocations: [{ fullyQualifiedName: address ?? resource, kind: 'resource' }] }),
	};
}

// A reference relative to the repository; what is not is a place on the machine.
function uriOf(path: string): string {
	const steps = path
		.replaceAll('\\', '/')
		.replace(/^(?:\.\/)+/, '')
		.split('/');
	// A part with a colon in front would be read as a scheme, so every colon is written out.
	const encoded = steps.map((step) => encodeURIComponent(step.toWellFormed())).join('/');
	if (path.startsWith('/')) return `file://${encoded}`;
	return /^[A-Za-z]:[\\/]/.test(path) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}

function fingerprintOf(finding: CheckFinding, seen: Map<string, number>): string {
	const { policy, address, resource, path, message } = finding;
	const subject = address ?? resource;
	const parts = [policy, subject, path, subject === null ? message : null];
	const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
	const count = (seen.get(digest) ?? 0) + 1;
	seen.set(digest, count);
	return `${digest}:${count}`;
}
