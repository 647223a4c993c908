import { stringify } from 'lossless-json';
import { harmlessJson } from './harmless-lines.js';

/** Writes a value as JSON as OPA's commands do: two blanks a level, a line break at the end. Numbers keep their digits. */
export function jsonText(value: unknown): string {
	return `${harmlessJson(stringify(value, undefined, 2) ?? 'null')}\n`;
}

/** The same on one line, without a line break. */
export function jsonLine(value: unknown): string {
	return harmlessJson(stringify(value) ?? 'null');
}
