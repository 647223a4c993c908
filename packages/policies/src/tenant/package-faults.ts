import type { Problem } from '@portcullis/core';
import type { Inspected, InspectedFile } from '@portcullis/rego';
import { type LineOf, placed } from './problems-of.js';

/** A name as policies have it; see `policyIdSchema` of core. */
const ownPackage = /^custom\.([a-z][a-z0-9_]*)$/;

/**
 * What the sources of one policy define, read or call that is not theirs, told from OPA's syntax tree: no import, alias
 * or way of writing hides it.
 */
export function packageFaults({ files, data, builtins }: Inspected, lineOf: LineOf): Problem[] {
	const rules = files.filter(({ path }) => !path.endsWith('_test.rego'));
	const claims = files.flatMap((file) => claimFault(file) ?? []);
	const names = [...new Set(rules.map((file) => file.package))].sort();
	const own = names[0] ?? '';
	const several =
		names.length > 1 && claims.length === 0
			? [`these are several policies: ${names.join(', ')}; add one at a time`]
			: [];
	const none = rules.length === 0 ? ['there is no policy: every file ends in _test.rego'] : [];
	const strangers = files
		.filter(
			(file) =>
				file.path.endsWith('_test.rego') && file.package !== `${own}_test` && claims.length === 0 && names.length === 1,
		)
		.map((file) =>
			placed(file.at, `the tests of ${own} are to stand in package ${own}_test, not ${file.package}`, lineOf),
		);
	return [
		...claims.map(({ file, message }) => placed(file.at, message, lineOf)),
		...[...several, ...none].map((message) => placed({ file: '', row: 0, column: 0 }, message, lineOf)),
		...strangers,
		...data.flatMap(({ name, at: places }) =>
			places.map((place) =>
				placed(place, `reads ${name}, which is not there: a policy reads input and its own package`, lineOf),
			),
		),
		...builtins
			.filter(({ name }) => timed.has(name))
			.flatMap(({ name, at: places }) =>
				places
					.filter(({ file }) => !file.endsWith('_test.rego'))
					.map((place) => placed(place, `calls ${name}: a policy has no clock; read input.now`, lineOf)),
			),
	];
}

const timed = new Set(['time.now_ns', 'io.jwt.decode_verify']);

function claimFault(file: InspectedFile): { readonly file: InspectedFile; readonly message: string } | null {
	const isTest = file.path.endsWith('_test.rego');
	const name = ownPackage.exec(file.package)?.[1];
	if (name === undefined) {
		const message = `package ${file.package} is not a tenant's to define; write custom.<name>, in lower case with underscores`;
		return { file, message };
	}
	if (name.endsWith('_test') === isTest) return null;
	return { file, message: 'a package that ends in _test stands in files that end in _test.rego, and no other does' };
}
