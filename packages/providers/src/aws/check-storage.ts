import type { Problem, Project, Storage } from '@portcullis/core';
import { sayInto } from '../shared/say.js';
import { bucketName } from './bucket-name.js';
import { checkEncryptionKey, checkPlaceAndTags } from './check-common.js';
import { transitions } from './storage-classes.js';

/** Holds a bucket to the rules of S3. */
export function checkAwsStorage(storage: Storage, project: Project): readonly Problem[] {
	const problems = [...checkPlaceAndTags(storage), ...checkEncryptionKey(storage.encryption_key, storage.region)];
	const say = sayInto(problems);
	const fault = nameFault(bucketName(project, storage));
	if (fault !== undefined) {
		const made = storage.bucket === undefined ? '; give a bucket, as project, name and account make no good name' : '';
		say(['bucket'], `${fault}${made}`, bucketName(project, storage));
	}
	if (!storage.versioning && storage.soft_delete_days > 0) {
		say(
			['soft_delete_days'],
			'must be 0 without versioning: S3 brings deleted objects back by their versions',
			storage.soft_delete_days,
		);
	}
	if (storage.public_access && storage.encryption_key !== undefined) {
		say(
			['encryption_key'],
			'must be left out with public_access: nobody outside may use your key to read',
			storage.encryption_key,
		);
	}
	const move = transitions[storage.class];
	if (move !== undefined && storage.expire_after_days !== undefined && storage.expire_after_days <= move.days) {
		say(
			['expire_after_days'],
			`must be more than ${move.days} for class ${storage.class}: that is when objects go there`,
			storage.expire_after_days,
		);
	}
	return problems;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
function nameFault(name: string): string | undefined {
	// Of a name that is made: the account of a project may be written with more than a bucket's name may hold.
	if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) return 'must be 3 to 63 lower-case letters, digits and hyphens';
	const kept = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name);
	return kept ? 'must not begin or end as names do that S3 keeps for itself (xn--, -s3alias and more)' : undefined;
}
