import { z } from 'zod';

/** Everything that a deployment can ask for, on every cloud. */
export const resourceKinds = ['vm', 'database', 'network', 'storage', 'kubernetes'] as const;

/** One kind of resource. Grants, quotas and bindings may name any of them. */
export type ResourceKind = (typeof resourceKinds)[number];

/** Accepts one kind of resource. */
export const resourceKindSchema = z.enum(resourceKinds);
