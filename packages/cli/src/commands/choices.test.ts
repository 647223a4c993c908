import {
	actions,
	backendTypes,
	environments,
	levels,
	providerIds,
	quotaPeriods,
	resourceKinds,
	sessionStatuses,
	standingStatuses,
	subjectKinds,
} from '@portcullis/core';
import { expect, it } from 'vitest';
import { measureWords } from '../input/parse-quota.js';
import {
	actionNames,
	backendNames,
	environmentNames,
	kindNames,
	levelNames,
	measureNames,
	periodNames,
	providerNames,
	standingNames,
	statusNames,
	subjectNames,
} from './choices.js';

it('offers the choices that core knows', () => {
	expect(actionNames).toEqual(actions);
	expect(providerNames).toEqual(providerIds);
	expect(backendNames).toEqual(backendTypes);
	expect(environmentNames).toEqual(environments);
	expect(kindNames).toEqual(resourceKinds);
	expect(measureNames).toEqual(Object.keys(measureWords));
	expect(periodNames).toEqual(quotaPeriods);
	expect(levelNames).toEqual(levels);
	expect(subjectNames).toEqual(subjectKinds);
	expect(statusNames).toEqual(sessionStatuses);
	expect(standingNames).toEqual(standingStatuses);
});
