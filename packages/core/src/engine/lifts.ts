import type { Project } from '../model/project.js';
import type { WaivedBy } from '../model/violation.js';
import type { Waiver } from '../model/waiver.js';
import { coversAll, holdsIn, type Subject } from './bind.js';

/**
 * The waivers that hold in a project at a moment. Which of them have expired is decided here, by the moment that is
 * decided on, whatever the caller has handed over.
 */
export function waiversIn(waivers: readonly Waiver[], project: Project, now: number): readonly Waiver[] {
	return waivers.filter(({ scope, expires_at }) => now < expires_at && holdsIn(scope, project));
}

/**
 * The waiver that lifts a policy from a subject, of those that hold; `null` where none does. Of several, the one that lasts longest.
 *
 * What is found of a whole deployment, or of a quota of every kind, is lifted only where the waiver takes in all that is
 * touched: who waived one machine has not waived what is asked for beside it.
 */
export function waivedBy(waivers: readonly Waiver[], policy: string, subject: Subject | undefined): WaivedBy | null {
	if (subject === undefined) return null;
	const [first] = waivers
		.filter((waiver) => waiver.policy === policy && coversAll(waiver.scope, subject))
		.sort((a, b) => b.expires_at - a.expires_at || (a.id < b.id ? -1 : 1));
	if (first === undefined) return null;
	const { id, approved_by, expires_at, category } = first;
	return { id, by: approved_by, until: expires_at, category };
}
