import { expect, test } from 'vitest';
import type { Project } from '../model/project.js';
import type { Waiver } from '../model/waiver.js';
import { waiversIn } from './lifts.js';

const shop: Project = { name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] };
const waiver: Waiver = {
	id: 'w',
	policy: 'cost.hourly_limit',
	scope: { project: 'shop' },
	category: 'accepted',
	reason: 'r',
	owner: 'ben',
	expires_at: 1000,
	requested_by: 'uma',
	approved_by: ['ben'],
	created_at: 1,
};

test('a waiver that is handed over holds until its last millisecond, in its project', () => {
	expect(waiversIn([waiver], shop, 999)).toEqual([waiver]);
	expect(waiversIn([waiver], shop, 1000)).toEqual([]);
	expect(waiversIn([waiver], { ...shop, name: 'other' }, 999)).toEqual([]);
});
