import { type PlannedResource, type Storage, storageClasses } from '@portcullis/core';
import { listAt, textAt, valueAt } from '../read/value-at.js';
import { transitions } from './storage-classes.js';

/** What becomes of what gets old in a bucket. */
export interface BucketRule {
	readonly class: Storage['class'];
	/** Days that an older version stays at least; 0 where no rule takes it away. */
	readonly noncurrent_days: unknown;
	readonly expire_after_days: unknown;
	readonly unfit?: string;
}

const none: BucketRule = { class: 'standard', noncurrent_days: 0, expire_after_days: undefined };
const unfit: BucketRule = { ...none, unfit: 'class: its lifecycle rules are more than the model can say' };

/** Reads the one rule for a whole bucket that the model can say, from the block beside it. */
export function readBucketRule(values: PlannedResource['values'], beside: PlannedResource | undefined): BucketRule {
	if (beside === undefined) return listAt(values, 'lifecycle_rule').length === 0 ? none : unfit;
	const [rule, ...others] = listAt(beside.values, 'rule');
	const filter = listAt(rule, 'filter');
	// `filter {}`, and one with an empty prefix, mean the whole bucket.
	const whole = filter.every((item) => Object.values(item ?? {}).every((part) => isEmpty(part)));
	if (others.length > 0 || textAt(rule, 'status') !== 'Enabled' || !whole || textAt(rule, 'prefix') !== undefined) {
		return unfit;
	}
	const moves = listAt(rule, 'transition');
	const storageClass = storageClasses.find((known) => {
		const move = transitions[known];
		if (move === undefined) return moves.length === 0;
		const [only] = moves;
		return (
			moves.length === 1 &&
			textAt(only, 'storage_class') === move.storageClass &&
			valueAt(only, 'days') === move.days &&
			textAt(only, 'date') === undefined
		);
	});
	const dated = textAt(rule, 'expiration', 0, 'date') !== undefined;
	if (storageClass === undefined || dated || listAt(rule, 'noncurrent_version_transition').length > 0) return unfit;
	return {
		class: storageClass,
		noncurrent_days: daysOf(rule, 'noncurrent_version_expiration', 'noncurrent_days') ?? 0,
		expire_after_days: daysOf(rule, 'expiration', 'days'),
	};
}

// The days that a block names, known or not; `undefined` where there is no such block.
function daysOf(rule: unknown, block: string, key: string): unknown {
	const [first] = listAt(rule, block);
	return first === undefined ? undefined : (valueAt(first, key) ?? 'unknown');
}

const isEmpty = (value: unknown) =>
	value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
