import { z } from 'zod';

// The characters that AWS documents as allowed in tags on every service: letters, digits, spaces and _ . : / = + - @.
// Google's labels are narrower (its provider checks that); Azure's are wider. Nothing here can start a Terraform
// template, so a tag is never more than text.
const key = /^[\p{L}\p{N}_.:/=+\-@][\p{L}\p{N} _.:/=+\-@]{0,62}$/u;
const value = /^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u;

const allowed = 'letters, digits, spaces and _ . : / = + - @';

/** The most tags that a resource can have. */
export const maxTags = 40;

/** Tags of a resource (labels on gcp): at most 40, keys of 1 to 63 characters, values of at most 256. */
export const tagsSchema = z
	.record(
		z.string().regex(key, `a tag's key must be 1 to 63 of: ${allowed}`),
		z.string().regex(value, `a tag's value must be at most 256 of: ${allowed}`),
	)
	.refine((tags) => Object.keys(tags).length <= maxTags, `at most ${maxTags} tags`)
	.describe('Tags, key to value (labels on gcp).');

/** Tags of a resource, key to value. */
export type Tags = z.infer<typeof tagsSchema>;
