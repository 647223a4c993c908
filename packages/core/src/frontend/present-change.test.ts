import { describe, expect, it } from 'vitest';
import { resourceSchema } from '../model/resource.js';
import { changeText, deploymentTitle, presentChange } from './present-change.js';

const web = resourceSchema.parse({
	kind: 'network',
	name: 'web',
	region: 'us-central1',
	cidr: '10.0.0.0/16',
	subnets: [{ name: 'a', cidr: '10.0.0.0/24' }],
	tags: { note: 'two words' },
});

describe('a change as people read it', () => {
	it('has every field of what is new, by its path, and texts with spaces in quotes', () => {
		const change = presentChange({ address: 'network/web', before: null, after: web });
		expect(change.action).toBe('create');
		expect(change.fields).toContainEqual({ path: 'subnets.0.name', before: null, after: 'a' });
		expect(change.fields.map(({ path }) => path)).not.toContain('name');
		expect(changeText(change)).toMatch(/^create network\/web: .*tags\.note="two words"/);
	});

	it('has only what differs of what is modified, what is taken away too', () => {
		const after = { ...web, tags: {}, cidr: '10.1.0.0/16' };
		const change = presentChange({ address: 'network/web', before: web, after });
		expect(change.fields).toEqual([
			{ path: 'cidr', before: '10.0.0.0/16', after: '10.1.0.0/16' },
			{ path: 'tags.note', before: 'two words', after: null },
		]);
		expect(changeText(change)).toBe(
			'modify network/web: cidr=10.0.0.0/16 -> 10.1.0.0/16 tags.note="two words" -> nothing',
		);
		expect(changeText(presentChange({ address: 'network/web', before: web, after: web }))).toBe(
			'modify network/web: nothing differs',
		);
	});

	it('is named by its address where the resource goes, and in a title with four others', () => {
		const gone = { address: 'network/web', before: web, after: null };
		expect(changeText(presentChange(gone))).toBe('delete network/web');
		const changes = Array.from({ length: 7 }, () => gone);
		expect(deploymentTitle({ action: 'delete', project: 'shop', reason: null, changes })).toMatch(
			/^delete (?:network\/web, ){4}network\/web and 2 more in project shop$/,
		);
	});
});
