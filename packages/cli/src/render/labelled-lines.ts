import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/** A block of lines, each of which begins with what it is. */
export function labelledLines(lines: readonly (readonly [label: string, text: string])[], style: Style): string {
	return lines.map(([label, text]) => `${labelled(label, harmless(text), style)}\n`).join('');
}
