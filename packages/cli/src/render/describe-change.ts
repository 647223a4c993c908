import { type Change, changeText, type Deployment, presentChange, deploymentTitle as titleOf } from '@portcullis/core';
import { harmless } from './harmless.js';

/** Writes what a deployment does in a few words: `create vm/db, vm/web in project shop`. */
export function deploymentTitle(deployment: Deployment): string {
	return harmless(titleOf(deployment));
}

/**
 * Writes one change with all that is asked for: `create vm/web: size=e2-small region=us-central1 …`; of a resource that
 * is modified, only what differs: `modify vm/web: size=e2-small -> e2-medium`.
 */
export function describeChange(change: Change): string {
	return harmless(changeText(presentChange(change)));
}
