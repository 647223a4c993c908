import type { Project, Storage } from '@portcullis/core';
import { fitName } from '../shared/fit-name.js';

/**
 * The name of a bucket among all of the world's: its own, or made of project, name and account. The account's number
 * is what keeps two companies apart that both have a project `shop` with a bucket `assets`.
 */
export function bucketName(project: Project, { bucket, name }: Pick<Storage, 'bucket' | 'name'>): string {
	if (bucket !== undefined) return bucket;
	const account = project.account === undefined ? '' : `-${project.account}`;
	return fitName(`${project.name}-${name}${account}`, 3, 63);
}
