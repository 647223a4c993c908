import type { PlacedProblem } from '../output/json-document.js';
import { harmless } from './harmless.js';
import { pathWords } from './path-words.js';

/** One problem on one line: the place in the file, the field, what would be right, what was given. */
export function problemLine({ file, line, column, path, message, received }: PlacedProblem): string {
	const place = [file, line, column].filter((part) => part !== undefined).join(':');
	const field = path.length === 0 ? '' : pathWords(path);
	const where = [place, field].filter((part) => part !== '').join(' ');
	const given = received === undefined ? '' : ` (given: ${received})`;
	return harmless(`${where === '' ? '' : `${where}: `}${message}${given}`);
}
