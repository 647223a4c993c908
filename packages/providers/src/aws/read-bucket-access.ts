import type { PlannedResource } from '@portcullis/core';
import { textAt, valueAt } from '../read/value-at.js';
import { bucketPolicy } from './bucket-policy.js';
import type { Companions } from './read-storage.js';

/** Who reads a bucket, and how; nothing but a reason where that is not known, or more than the model can say. */
export interface BucketAccess {
	readonly public_access?: boolean;
	readonly tls?: boolean;
	readonly unfit?: string;
}

/** Reads from ACL, policy and block of public access whether anybody may read a bucket, and whether by TLS alone. */
export function readBucketAccess(
	values: PlannedResource['values'],
	{ acl, policy, block, ownership }: Companions,
	{ own, region, bucket }: { readonly own: boolean; readonly region: string; readonly bucket: string },
): BucketAccess {
	const text = policy === undefined ? valueAt(values, 'policy') : textAt(policy.values, 'policy');
	// Ours say their policy in a block beside, or have none; of others one that is not there is not known.
	if (policy !== undefined && text === undefined) return { unfit: 'public_access: the policy is not known' };
	const unknown = !own && policy === undefined && !Object.hasOwn(values, 'policy');
	if (unknown) return { unfit: 'public_access: the policy is not known' };
	const said = policyOf(typeof text === 'string' ? text : '', region, bucket);
	if (said === undefined) return { unfit: 'public_access: the policy says what the model cannot' };
	const byAcl = aclOf(values, acl, ownership);
	if (typeof byAcl !== 'boolean') return { unfit: byAcl };
	const blocked = ['block_public_policy', 'restrict_public_buckets', 'block_public_acls', 'ignore_public_acls'].every(
		(key) => valueAt(block?.values, key) === true,
	);
	return { public_access: (said.public_access || byAcl) && !blocked, tls: said.tls };
}

function policyOf(text: string, region: string, bucket: string) {
	const given = normal(text);
	for (const tls of [true, false]) {
		for (const public_access of [true, false]) {
			const own = bucketPolicy({ region, tls, public_access }, bucket) ?? '';
			if (normal(own) === given) return { tls, public_access };
		}
	}
	return undefined;
}

// A policy without the names of its statements, and with lists where one alone may stand for a list.
function normal(text: string): string | undefined {
	if (text.trim() === '') return '';
	try {
		const statements = [valueAt(JSON.parse(text), 'Statement')].flat();
		const parts = statements.map((statement) =>
			JSON.stringify([
				...['Effect', 'Principal', 'Action', 'Resource', 'Condition'].map((key) => valueAt(statement, key)),
				...['NotPrincipal', 'NotAction', 'NotResource'].map((key) => valueAt(statement, key)),
			]),
		);
		return parts.sort().join();
	} catch {
		return undefined;
	}
}

/** Whether an ACL lets everybody read, or why that cannot be said. */
function aclOf(
	values: PlannedResource['values'],
	beside: PlannedResource | undefined,
	ownership: PlannedResource | undefined,
): boolean | string {
	// Then ACLs have no effect.
	if (textAt(ownership?.values, 'rule', 0, 'object_ownership') === 'BucketOwnerEnforced') return false;
	const grants = valueAt(values, 'grant');
	if (Array.isArray(grants) && grants.some((grant) => textAt(grant, 'uri') !== undefined)) {
		return 'public_access: grants are more than the model can say';
	}
	const acl = textAt(beside?.values, 'acl') ?? textAt(values, 'acl');
	if (acl === 'private') return false;
	if (acl === 'public-read') return true;
	return `public_access: ${acl === undefined ? 'the ACL is not known' : `ACL ${acl} is more than the model can say`}`;
}
