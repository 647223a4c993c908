import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { brotliDecompress, constants } from 'node:zlib';
import { type WasmModule, wasm } from '../web-assembly.js';

/** The committed program and what was written down of it when it was built. */
const ASSET = new URL('../../assets/opa.wasm.br', import.meta.url);
const DESCRIPTION = new URL('../../assets/opa.wasm.json', import.meta.url);

/** What stands beside the program: enough to make it again and to know that it is the same. */
export interface AssetDescription {
	/** The version of OPA inside, without a `v`. */
	readonly opaVersion: string;
	readonly goVersion: string;
	/** SHA-256 of the uncompressed program, hexadecimal. */
	readonly sha256: string;
	/** SHA-256 over the sources that it was built from, hexadecimal. */
	readonly sources: string;
}

let description: AssetDescription | undefined;

/** Reads the description once. Cheap: the program itself is not touched. */
export function describeAsset(): AssetDescription {
	description ??= JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as AssetDescription;
	return description;
}

/** Decompresses the program: 42 MB. */
export async function readAsset(): Promise<Uint8Array> {
	const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 };
	return promisify(brotliDecompress)(await readFile(ASSET), { params });
}

/**
 * Compiles the program.
 *
 * V8's baseline tier alone is several times faster for a process that makes few
 * calls, but the flag for it belongs to the whole process: it is put back as
 * soon as the program is compiled.
 */
export async function compileAsset(baselineOnly: boolean): Promise<WasmModule> {
	const bytes = await readAsset();
	if (!baselineOnly) return wasm.compile(bytes);
	setFlagsFromString('--liftoff-only');
	try {
		return await wasm.compile(bytes);
	} finally {
		setFlagsFromString('--no-liftoff-only');
	}
}
