import { refused } from '@portcullis/core';
import { expect, test } from 'vitest';
import { allCommands } from './all-commands.js';
import { sameCommands } from './registry.js';

const ours = allCommands({ list: () => [], expand: () => refused('TEMPLATE_UNKNOWN', 'none') }).map(({ data }) => data);
// As Discord gives them back: with an id and more, and without what is false or empty.
const theirs = JSON.parse(JSON.stringify(ours), (_key, value) =>
	value === false || (Array.isArray(value) && value.length === 0) ? undefined : value,
).map((command: object) => ({ id: '1', version: '2', dm_permission: true, nsfw: false, ...command }));

test('commands that Discord has are not registered again', () => {
	expect(sameCommands(ours, theirs)).toBe(true);
	expect(sameCommands(ours, [...theirs].reverse())).toBe(true);
});

test('a command that is new, gone or changed in any way is found', () => {
	expect(sameCommands(ours, theirs.slice(1))).toBe(false);
	expect(sameCommands(ours.slice(1), theirs)).toBe(false);
	const [first, ...rest] = theirs;
	const changed = (change: object) => sameCommands(ours, [{ ...first, ...change }, ...rest]);
	expect(changed({})).toBe(true);
	expect(changed({ description: 'another' })).toBe(false);
	expect(changed({ options: first.options.slice(1) })).toBe(false);
	expect(changed({ options: first.options.toReversed() })).toBe(false);
	expect(changed({ options: [{ ...first.options[0], autocomplete: true }, ...first.options.slice(1)] })).toBe(false);
});

test('every command is within what Discord takes', () => {
	for (const { name, description, options = [] } of ours) {
		expect(name).toMatch(/^[a-z-]{1,32}$/);
		expect([name, description.length <= 100, options.length <= 25]).toEqual([name, true, true]);
	}
});
