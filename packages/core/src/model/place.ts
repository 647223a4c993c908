import { z } from 'zod';

/** A region, by the cloud's own name. */
export const regionSchema = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'must be a region, such as us-central1');

/** A zone: the cloud's own name of it (`us-central1-a`, `eu-west-1b`), on azure a number from 1 to 3. */
export const zoneSchema = z
	.string()
	.regex(/^(?:[a-z][a-z0-9-]{1,63}|[1-3])$/, 'must be a zone, such as us-central1-a; on azure 1, 2 or 3');
