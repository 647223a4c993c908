import type { Storage } from '@portcullis/core';

interface Transition {
	/** Days after which what is stored goes there. */
	readonly days: number;
	readonly storageClass: string;
}

/**
 * Where what is stored goes, for each class of the model. A bucket of S3 has no class, objects have: they are put into
 * the standard one and moved by a rule, to Standard-IA after 30 days at the earliest.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const transitions: Readonly<Record<Storage['class'], Transition | undefined>> = {
	standard: undefined,
	infrequent: { days: 30, storageClass: 'STANDARD_IA' },
	cold: { days: 0, storageClass: 'GLACIER_IR' },
	archive: { days: 0, storageClass: 'DEEP_ARCHIVE' },
};
