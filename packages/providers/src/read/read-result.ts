import type { ReadResources } from '@portcullis/core';

/** What one mapping read: the same as what a provider answers. */
export type ReadResult = ReadResources;
