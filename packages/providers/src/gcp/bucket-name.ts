import type { Project, Storage } from '@portcullis/core';
import { fitName } from '../shared/fit-name.js';

/**
 * The name of a bucket, which nobody else in the world may have: as given, or project and name, `shop-assets`. Of the
 * project's own name, not of its account, so that it stays when an account is filled in later.
 */
export function gcpBucketName(
	project: Pick<Project, 'name'>,
	{ name, bucket }: Pick<Storage, 'name' | 'bucket'>,
): string {
	return bucket ?? fitName(`${project.name}-${name}`, 3, 63);
}
