import { PortcullisError } from '@portcullis/core';

/** The fault of a file of prices that is not as it was published: `PRICES_DAMAGED`, naming the file and the line. */
export function pricesDamaged(file: string, line: number | undefined, what: string, cause?: unknown): PortcullisError {
	const place = line === undefined ? file : `${file}, line ${line}`;
	return new PortcullisError('PRICES_DAMAGED', `prices/${place}: ${what}`, cause === undefined ? undefined : { cause });
}
