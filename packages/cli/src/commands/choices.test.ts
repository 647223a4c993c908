import { environments, levels, providerIds, resourceKinds, sessionStatuses, subjectKinds } from '@portcullis/core';
import { expect, it } from 'vitest';
import { environmentNames, kindNames, levelNames, providerNames, statusNames, subjectNames } from './choices.js';

it('offers the choices that core knows', () => {
	expect(providerNames).toEqual(providerIds);
	expect(environmentNames).toEqual(environments);
	expect(kindNames).toEqual(resourceKinds);
	expect(levelNames).toEqual(levels);
	expect(subjectNames).toEqual(subjectKinds);
	expect(statusNames).toEqual(sessionStatuses);
});
