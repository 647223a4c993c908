import { ok, type Refused, refused } from '@portcullis/core';
import { label } from '../text/safe-text.js';

/** A field that was written in a line, and its value. */
export type Line = readonly [path: string, value: unknown];

// Text by their nature, even where it looks like a number.
const text = /^(?:version|name|description|account|size|tags\..*)$/;

/**
 * Reads fields that people wrote, one a line or set apart by semicolons: `disk.size_gib = 50`. What looks like a number,
 * a boolean, or JSON is taken for that; whether it fits is the gate's to say.
 */
export function readLines(given: string): { readonly kind: 'ok'; readonly value: readonly Line[] } | Refused {
	const lines: Line[] = [];
	for (const line of given.split(/[\n;]/)) {
		if (line.trim() === '') continue;
		const matched = /^\s*([A-Za-z_][\w.-]*)\s*[=:]\s*(.*?)\s*$/.exec(line);
		if (matched === null) {
			return refused('INPUT_INVALID', `“${label(line, 60)}” is not of the form: field = value`);
		}
		const [, path = '', value = ''] = matched;
		lines.push([path, text.test(path) ? value : readValue(value)]);
	}
	return ok(lines);
}

/** Reads a value as it was meant: a number, a boolean, JSON, or else text. */
function readValue(value: string): unknown {
	if (!/^(?:true|false|null|-?\d|\[|\{|")/.test(value)) return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}
