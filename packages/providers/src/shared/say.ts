import { type Problem, problem } from '@portcullis/core';

/** Adds one problem to those that were found. */
export type Say = (path: readonly (string | number)[], message: string, received?: unknown) => void;

/** Says problems into a list. */
export function sayInto(problems: Problem[]): Say {
	return (path, message, received) => {
		problems.push(problem(path, message, received));
	};
}
