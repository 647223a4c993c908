import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LanguageOptions } from '../../language.js';
import type { Refused } from '../../rego-error.js';
import { refusedBy } from './loaded.js';
import { parseJson } from './parse-document.js';
import { readText } from './read-text.js';

/** The options of a command line that say which Rego is meant. */
export interface LanguageFlags {
	readonly v0Compatible?: boolean;
	readonly v0V1?: boolean;
	readonly capabilities?: string;
}

/** Which Rego is meant; `--capabilities` names a file, or where there is none of that name, a version of OPA. */
export async function loadLanguage(
	{ v0Compatible, v0V1, capabilities }: LanguageFlags,
	cwd: string,
): Promise<{ readonly kind: 'language'; readonly language: LanguageOptions } | Refused> {
	const regoVersion = v0V1 ? 'v0v1' : v0Compatible ? 'v0' : 'v1';
	if (capabilities === undefined) return { kind: 'language', language: { regoVersion } };
	const path = resolve(cwd, capabilities);
	const isFile = await stat(path).then(
		(kind) => kind.isFile(),
		() => false,
	);
	if (!isFile) return { kind: 'language', language: { regoVersion, capabilities } };
	const text = await readText(path, capabilities);
	const parsed = typeof text === 'string' ? parseJson(text, capabilities) : text;
	if (!('value' in parsed)) return refusedBy([parsed]);
	const document = JSON.parse(String(text)) as Readonly<Record<string, unknown>>;
	return { kind: 'language', language: { regoVersion, capabilities: document } };
}
