import { ok, type Result, refused } from '@portcullis/core';

const how = 'Run `terraform show -json PLAN > plan.json` (or `tofu show -json`) and give that file.';
const hcl = /^\s*(?:#.*\n|\/\/.*\n|\s)*(?:terraform|provider|resource|variable|module|data|locals|output)\b\s*(?:"|\{)/;

/**
 * Makes of the bytes or the text of a file what it holds as JSON. UTF-8 and UTF-16 (what PowerShell's `>` writes) are
 * understood, with or without a byte order mark; what is no JSON is refused with what it is instead.
 */
export function decodePlan(input: Uint8Array | string, maxBytes: number): Result<unknown> {
	if (input.length > maxBytes) {
		const size = `${megabytes(input.length)} MB, more than ${megabytes(maxBytes)} MB`;
		const next = 'Split the configuration, or make the plan of a part of it with `terraform plan -target=…`.';
		return refused('PLAN_TOO_LARGE', `the plan has ${size}. ${next}`);
	}
	if (typeof input !== 'string' && isZip(input)) return refused('PLAN_INVALID', `this is the plan as a binary. ${how}`);
	const text = typeof input === 'string' ? input.replace(/^\uFEFF/, '') : planText(input);
	try {
		return ok(JSON.parse(text));
	} catch {
		// What JSON.parse says quotes the text around the fault, which may hold a secret.
		return refused('PLAN_INVALID', `${whatInstead(text)}. ${how}`);
	}
}

/**
 * The text of a plan's bytes, UTF-8 or UTF-16, without a byte order mark: for whoever reads the JSON itself.
 *
 * @example
 * ```ts
 * import { planText } from '@portcullis/providers';
 *
 * console.log(planText(Buffer.from('\ufeff{}', 'utf16le'))); // {}
 * ```
 */
export function planText(bytes: Uint8Array): string {
	const [first, second] = bytes;
	// A decoder leaves the byte order mark out.
	if ((first === 0xff && second === 0xfe) || second === 0) return new TextDecoder('utf-16le').decode(bytes);
	if ((first === 0xfe && second === 0xff) || first === 0) return new TextDecoder('utf-16be').decode(bytes);
	return new TextDecoder('utf-8').decode(bytes);
}

function whatInstead(text: string): string {
	const start = text.slice(0, 4096);
	if (start.trim() === '') return 'the plan is empty';
	if (start.startsWith('PK\u0003\u0004')) return 'this is the plan as a binary';
	if (start.includes('\u0000'))
		return 'this is UTF-16 that was read as UTF-8: give the bytes of the file, or write it as UTF-8';
	if (/^\s*\{"@level"/.test(start)) return 'this is the log of `terraform plan -json`, not the plan';
	if (hcl.test(start)) return 'this is a configuration, not a plan';
	if (/Terraform (?:used the selected providers|will perform)|OpenTofu (?:used|will)|^\s*Plan: \d/m.test(start)) {
		return 'this is the plan as people read it';
	}
	if (/^\s*\{/.test(start)) return 'this is no whole JSON: it ends too early, or something else stands in it';
	return /\n\s*\{/.test(start) ? 'this is no JSON: something stands before it' : 'this is no JSON';
}

// "PK", 3, 4: a saved plan is a zip archive.
function isZip([p, k, three, four]: Uint8Array): boolean {
	return p === 0x50 && k === 0x4b && three === 3 && four === 4;
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2);
