import { type RequestFile, readRequest } from '../input/read-request.js';
import type { Io } from '../io/io.js';
import { failure } from '../output/failure.js';
import type { PlacedProblem } from '../output/json-document.js';
import type { Outcome } from '../output/outcome.js';

/** Requests from files, all of the right shape, or the failure that names what is wrong in each. */
export type ReadRequests =
	| { readonly kind: 'requests'; readonly requests: readonly RequestFile[] }
	| { readonly kind: 'failed'; readonly outcome: Outcome };

/** Reads the requests of a command from its files. */
export async function readRequests(files: readonly string[], io: Io): Promise<ReadRequests> {
	if (files.filter((file) => file === '-').length > 1) {
		const outcome = failure({ code: 'USAGE_INVALID', message: 'standard input (-) can be read once only' });
		return { kind: 'failed', outcome };
	}
	const requests: RequestFile[] = [];
	const problems: PlacedProblem[] = [];
	for (const file of files) {
		const read = await readRequest(file, io);
		if (read.kind === 'problems') problems.push(...read.problems);
		else requests.push(read.value);
	}
	if (problems.length === 0) return { kind: 'requests', requests };
	const which = files.length === 1 ? 'the request' : 'the requests';
	return {
		kind: 'failed',
		outcome: failure({ code: 'INPUT_INVALID', message: `${which} cannot be understood`, problems }),
	};
}
