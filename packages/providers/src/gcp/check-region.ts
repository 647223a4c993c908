import { type Problem, problem } from '@portcullis/core';
import { isRegion } from '../shared/region-form.js';

/** Whether a region has the form of Google's. Whether it exists, the catalogue says. */
export function checkGcpRegion(region: string): readonly Problem[] {
	if (isRegion('gcp', region)) return [];
	return [problem(['region'], 'must be a region of gcp, such as us-central1', region)];
}
