import { expect, it } from 'vitest';
import { defaultBundle } from './default-bundle.js';

it('holds policies that need no built-in that WebAssembly lacks: the module calls none of its host', async () => {
	expect((await defaultBundle()).builtins).toEqual([]);
});
