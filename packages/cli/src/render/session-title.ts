import { type Session, sessionTitle as titleOf } from '@portcullis/core';
import { harmless } from './harmless.js';

/** Writes what a session is about in a few words: `waive cost.hourly_limit, project=shop`. */
export function sessionTitle(session: Session): string {
	return harmless(titleOf(session));
}
