import { defaultBundle } from '@portcullis/policies';
import { expect, it } from 'vitest';

// By its URL: benchmarks are no part of what the compiler checks.
const { libraryBindings } = await import(new URL('../bench/library-input.js', import.meta.url).href);

it('the benchmark of the library binds every policy of it, and the first six', async () => {
	const { policies } = await defaultBundle();
	const { all, six } = libraryBindings(policies);
	expect(all).toHaveLength(policies.length);
	expect(six).toHaveLength(6);
});
