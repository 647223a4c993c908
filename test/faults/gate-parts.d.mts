import type { GateOptions } from '@portcullis/core';

/** What a gate is made of beside a store and a folder. */
export const parts: Pick<GateOptions, 'engine' | 'catalogue' | 'providers' | 'defaults'>;
