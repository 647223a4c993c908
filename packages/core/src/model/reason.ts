import { z } from 'zod';

/** Why somebody does something, in their own words: 1 to 500 characters once the white space round it is gone. */
export const reasonSchema = z
	.string()
	.trim()
	.min(1, 'must say why')
	.max(500, 'must be at most 500 characters')
	.refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
