import { z } from 'zod';

/** The clouds that Portcullis writes for. */
export const providerIds = ['gcp', 'aws', 'azure'] as const;

/** One cloud: `gcp`, `aws` or `azure`. */
export type ProviderId = (typeof providerIds)[number];

/** Accepts one cloud's id. */
export const providerIdSchema = z.enum(providerIds);
