import {
	changeText,
	en,
	type PresentedActor,
	type PresentedSession,
	presentSession,
	type SessionView,
} from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import { renderDecision } from './render-decision.js';
import { sourceFiles } from './source-files.js';
import { plainStyle, type Style } from './style.js';

// A request of 1,000 resources is not read line by line; `--json` has them all.
const changesShown = 20;

/**
 * Writes a session for people: of a deployment the decision, what exactly would change, who has approved and who may, how
 * long it waits still, and how to go on.
 *
 * @param style neither colours nor tables if left out
 * @returns lines, the last one ended too
 */
export function renderSession(view: SessionView, style: Style = plainStyle): string {
	const presented = presentSession(view);
	const { id, status, status_reason, asked_by, document } = presented;
	const lines = [
		...(view.session.subject === 'deployment' ? deploymentLines(presented) : changeLines(presented)),
		['session', `${id} ${status_reason === null ? status : en.because(status, status_reason)}`],
		['asked by', who(asked_by)],
		...presented.approvals.map((approval) => ['approved', `by ${who(approval)}, ${approval.text}`] as const),
		...(status === 'open' ? openLines(presented) : []),
		...(document === null ? [] : [['written', document] as const]),
	] satisfies Line[];
	const decision =
		view.session.subject === 'deployment' ? renderDecision(view.session.decision, view.session.deployment, style) : '';
	const text = lines.map(([label, words]) => `${labelled(label, harmless(words), style)}\n`).join('');
	return `${decision}${text}${sourceFiles(presented.sources, style)}`;
}

type Line = readonly [label: string, text: string];

function deploymentLines({ changes, reason }: PresentedSession): Line[] {
	const lines: Line[] = changes.slice(0, changesShown).map((change) => ['change', changeText(change)]);
	if (changes.length > changesShown) lines.push(['change', en.andMore(changes.length - changesShown)]);
	if (reason !== null) lines.push(['reason', reason]);
	return lines;
}

function changeLines({ title, terms }: PresentedSession): Line[] {
	return [['what', title], ...terms.map(({ name, text }) => [name, text] as const)];
}

function openLines({
	id,
	waits,
	starts,
	may_approve,
	may_approve_groups,
	time_left,
	short_digest,
}: PresentedSession): Line[] {
	const all = [...may_approve, ...may_approve_groups.map(en.membersOf)];
	const people = all.length === 0 ? en.nobody : en.listed(all);
	return [
		...waits.map(({ text }) => ['waits', text] as const),
		[starts ? 'may start' : 'may approve', people],
		...(time_left === null ? [] : [['time left', time_left] as const]),
		['next', `portcullis approve ${id} --digest ${short_digest}`],
	];
}

function who({ actor, asserted }: PresentedActor): string {
	return asserted ? en.asserted(actor) : actor;
}
