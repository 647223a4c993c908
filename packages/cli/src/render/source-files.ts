import type { PolicySource } from '@portcullis/core';
import { harmless, harmlessLines } from './harmless.js';
import type { Style } from './style.js';

/** Writes the files of a policy in whole, each under its name. */
export function sourceFiles(sources: readonly PolicySource[], { colors }: Style): string {
	return sources
		.map(({ path, text }) => {
			return `\n${colors.bold(harmless(path))}\n${harmlessLines(text.replaceAll('\t', '    ')).trimEnd()}\n`;
		})
		.join('');
}
