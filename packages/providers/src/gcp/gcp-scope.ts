import type { Project } from '@portcullis/core';
import type { GcpClasses } from '../cdk/gcp.js';
import type { Scope } from '../cdk/scope.js';

/** What the mappings of gcp write into. */
export interface GcpScope {
	readonly scope: Scope;
	readonly google: GcpClasses;
	readonly project: Project;
}
