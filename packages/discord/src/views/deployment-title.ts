import type { Deployment } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import { label } from '../text/safe-text.js';

/** What a deployment does, as the title of an embed: `Create vm/web in shop`. Titles format nothing but links, and names have none. */
export function deploymentTitle({ action, project, changes }: Deployment, words: Words): string {
	const named = changes.slice(0, 3).map(({ address }) => address);
	const what = changes.length > named.length ? words.resources(changes.length) : named.join(', ');
	return label(`${words.actions[action]} ${words.inProject(what, project)}`, 200);
}
