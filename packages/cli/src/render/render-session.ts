import type { ChangeSession, DeploymentSession, SessionView } from '@portcullis/core';
import { changeLines } from './change-lines.js';
import { describeChange } from './describe-change.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { renderDecision } from './render-decision.js';
import { sourceFiles } from './source-files.js';
import { plainStyle, type Style } from './style.js';
import { ageText, momentText } from './time-text.js';

// A request of 1,000 resources is not read line by line; `--json` has them all.
const changesShown = 20;

/** How much of the digest of what is approved people see and give back: 48 bits of it. */
const digestShown = 12;

/**
 * Writes a session for people: of a deployment the decision, what exactly would change, who has approved and who may, how
 * long it waits still, and how to go on.
 *
 * @param style neither colours nor tables if left out
 * @returns lines, the last one ended too
 */
export function renderSession(view: SessionView, style: Style = plainStyle): string {
	const { session } = view;
	const line = (label: string, text: string) => labelled(label, harmless(text), style);
	const lines =
		session.subject === 'deployment'
			? deploymentLines(session, line)
			: changeLines(session).map(([label, text]) => line(label, text));
	lines.push(line('session', `${session.id} ${session.status}${because(session.status_reason)}`));
	lines.push(line('asked by', who(session.actor, session.actor_source)));
	for (const [index, approval] of session.approvals.entries()) {
		const { standing = 'counts', reason = null } = view.approvals[index] ?? {};
		const state = standing === 'counts' ? `at ${momentText(approval.approved_at)}` : `${standing}: ${reason}`;
		lines.push(line('approved', `by ${who(approval.actor, approval.source)}, ${state}`));
	}
	if (session.status === 'open') lines.push(...openLines(view, line));
	if (session.subject !== 'deployment') return `${lines.join('\n')}\n${changedFiles(session, style)}`;
	if (session.document !== null) lines.push(line('written', session.document.path));
	return `${renderDecision(session.decision, session.deployment, style)}${lines.join('\n')}\n`;
}

// Who approves a rule reads it, and not its name alone.
function changedFiles(session: ChangeSession, style: Style): string {
	if (session.subject === 'waiver' || session.change.kind !== 'policy.add') return '';
	return sourceFiles(session.change.sources, style);
}

type Line = (label: string, text: string) => string;

function deploymentLines({ deployment: { changes, reason } }: DeploymentSession, line: Line): string[] {
	const lines = changes.slice(0, changesShown).map((change) => line('change', describeChange(change)));
	if (changes.length > changesShown) lines.push(line('change', `and ${changes.length - changesShown} more`));
	if (reason !== null) lines.push(line('reason', reason));
	return lines;
}

function openLines(view: SessionView, line: Line): string[] {
	const capability = view.session.subject === 'policy_change' ? 'can_manage_policies' : 'can_approve';
	const waiting = view.progress.flatMap(({ policy, awaiting }) => {
		if (awaiting === null) return [];
		const people = awaiting.missing === 1 ? '1 approval' : `${awaiting.missing} approvals`;
		return [line('waits', `for ${people} by ${awaiting.role ?? `whoever has ${capability}`} (${policy})`)];
	});
	const verb = view.progress.length === 0 ? 'may start' : 'may approve';
	const people = view.may_approve.length === 0 ? 'nobody yet' : view.may_approve.join(', ');
	return [
		...waiting,
		line(verb, people),
		line('time left', `${ageText(view.remaining_ms)} (until ${momentText(view.session.expires_at)})`),
		line('next', `portcullis approve ${view.session.id} --digest ${view.session.subject_digest.slice(0, digestShown)}`),
	];
}

function who(actor: string, source: 'verified' | 'asserted'): string {
	return source === 'asserted' ? `${actor} (asserted)` : actor;
}

function because(reason: string | null): string {
	return reason === null ? '' : `: ${reason}`;
}
