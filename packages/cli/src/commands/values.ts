import { InvalidArgumentError } from 'commander';
import type { Understood } from '../input/input-problem.js';
import { parseAmount } from '../input/parse-amount.js';
import { parseMoment, parsePastMoment } from '../input/parse-moment.js';
import type { TypedMoment } from '../input/typed-moment.js';

/** Collects an option that can be given several times. */
export function collect(text: string, before: readonly string[] | undefined): string[] {
	return [...(before ?? []), text];
}

/** Collects an option whose values may also stand in one text, set apart by commas. */
export function collectList(text: string, before: readonly string[] | undefined): string[] {
	const names = text.split(',').map((name) => name.trim());
	return [...(before ?? []), ...names.filter((name) => name !== '')];
}

/** Reads a whole number from 0. */
export function wholeNumber(text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, from 0 to 999999999.');
	return Number(text);
}

/** Reads a whole number from 1. */
export function countingNumber(text: string): number {
	const number = wholeNumber(text);
	if (number === 0) throw new InvalidArgumentError('It must be at least 1.');
	return number;
}

/** Reads an amount of US dollars as millionths. */
export function amount(text: string): number {
	return orInvalid(parseAmount(text));
}

/** Makes the reader of a moment to come. */
export function moment(clock: () => number): (text: string) => TypedMoment {
	return (text) => ({ at: orInvalid(parseMoment(text, clock())), typed: text });
}

/** Makes the reader of a moment that has passed. */
export function pastMoment(clock: () => number): (text: string) => number {
	return (text) => orInvalid(parsePastMoment(text, clock()));
}

function orInvalid<Value>(parsed: Understood<Value>): Value {
	if (parsed.kind === 'understood') return parsed.value;
	throw new InvalidArgumentError(`It ${parsed.problems[0]?.message ?? 'cannot be understood'}.`);
}
