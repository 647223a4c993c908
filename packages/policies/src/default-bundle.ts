import { readFile } from 'node:fs/promises';
import { type Bundle, PortcullisError } from '@portcullis/core';

// From src/ (tests) and from dist/ alike.
const folder = new URL('../dist/bundle/', import.meta.url);

let loading: Promise<Bundle> | undefined;

/**
 * The default policies, compiled when the package was built. Read from disk once.
 *
 * @throws PortcullisError `BUNDLE_INVALID` where the package was never built
 *
 * @example
 * ```ts
 * import { defaultBundle } from '@portcullis/policies';
 *
 * const { policies } = await defaultBundle();
 * console.log(policies.map(({ id }) => id));
 * ```
 */
export function defaultBundle(): Promise<Bundle> {
	loading ??= readBundle(folder);
	return loading;
}

/**
 * Reads compiled policies from a folder, as the build of this package leaves them: `bundle.json` and `policies.wasm`.
 * What they hold is checked when an engine loads them.
 *
 * @throws PortcullisError `BUNDLE_INVALID` where they cannot be read
 */
export async function readBundle(from: URL): Promise<Bundle> {
	try {
		const description = JSON.parse(await readFile(new URL('bundle.json', from), 'utf8')) as Omit<Bundle, 'wasm'>;
		return { ...description, wasm: await readFile(new URL('policies.wasm', from)) };
	} catch (cause) {
		const hint =
			from === folder ? 'the default policies are not compiled; run npm run build' : 'it holds no compiled policies';
		throw new PortcullisError('BUNDLE_INVALID', hint, { cause });
	}
}
