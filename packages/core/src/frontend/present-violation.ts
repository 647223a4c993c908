import { expectedText, valueText } from '../engine/violation-text.js';
import type { Violation } from '../model/violation.js';
import type { Level } from '../model/vocabulary.js';
import { momentText } from '../util/time-text.js';
import { en, type Messages } from './messages.js';

/** What a policy found wrong, as people read it. */
export interface PresentedViolation {
	readonly kind: Violation['kind'];
	/** What it is called: `violation`, `waived violation`, `unknown`… */
	readonly name: string;
	readonly policy: string;
	/** A resource's address, a quota's id, or `deployment`. */
	readonly resource: string;
	readonly level: Level;
	/** Whether it denies by itself: not where it is waived, or only asks or informs. */
	readonly denies: boolean;
	readonly message: string;
	readonly expected: string;
	readonly received: string;
	/** What to do about it; `null` where there is nothing to say, and where it is waived. */
	readonly hint: string | null;
	/** By whom and until when it is waived; `null` where it is not. */
	readonly waived: string | null;
}

/** Presents what a policy found wrong. */
export function presentViolation(violation: Violation, messages: Messages = en): PresentedViolation {
	const { kind, policy, resource, level, path, message, hint, waived } = violation;
	const name = messages.violations[kind];
	return {
		kind,
		name: waived === undefined ? name : messages.waivedKind(name),
		policy,
		resource,
		level,
		denies: waived === undefined && (level === 'hard' || kind === 'error'),
		message,
		expected: expectedText(violation.expected, path),
		received: valueText(violation.received, path),
		hint: waived !== undefined || hint === '' ? null : hint,
		waived:
			waived === undefined
				? null
				: messages.waivedBy(messages.listed(waived.by), momentText(waived.until), waived.category, waived.id),
	};
}
