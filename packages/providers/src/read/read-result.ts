import type { ReadResources } from '@portcullis/core';

/** What one mapping read: the same as what a provider answers. */
export type ReadResult = ReadResources;

/** One resource that was read, with the addresses that it was read from. */
type ReadResource = ReadResources['resources'][number];

/** One address that no resource covers, and why. */
type Unmapped = ReadResources['unmapped'][number];
