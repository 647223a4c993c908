import type { Storage } from '@portcullis/core';
import { partitionOf } from './aws-scope.js';

/** What the policy of a bucket says, and nothing more; `undefined` for a bucket that needs none. */
export function bucketPolicy(
	{ region, tls, public_access }: Pick<Storage, 'region' | 'tls' | 'public_access'>,
	name: string,
): string | undefined {
	const bucket = `arn:${partitionOf(region)}:s3:::${name}`;
	const statements = [
		...(tls
			? [
					{
						Sid: 'RefuseWithoutTls',
						Effect: 'Deny',
						Principal: '*',
						Action: 's3:*',
						Resource: [bucket, `${bucket}/*`],
						Condition: { Bool: { 'aws:SecureTransport': 'false' } },
					},
				]
			: []),
		...(public_access
			? [
					{
						Sid: 'EverybodyReads',
						Effect: 'Allow',
						Principal: '*',
						Action: 's3:GetObject',
						Resource: `${bucket}/*`,
					},
				]
			: []),
	];
	if (statements.length === 0) return undefined;
	return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
