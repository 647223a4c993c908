import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';

/**
 * The links of a page that lead nowhere: to a file that is not there, or to a heading that a page does not have. Links to
 * other places than this repository are not followed.
 *
 * @param {string} path the page
 * @returns {readonly string[]}
 */
export function checkLinks(path) {
	const text = readFileSync(path, 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
	const targets = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
	return targets.filter((target) => !/^[a-z]+:/.test(target) && !leads(path, target));
}

function leads(path, target) {
	const [file = '', anchor] = target.split('#');
	const to = file === '' ? path : resolve(dirname(path), file);
	if (!existsSync(to)) return false;
	return anchor === undefined || extname(to) !== '.md' || anchorsOf(to).has(anchor);
}

// As GitHub makes them: small letters, punctuation left out, spaces as hyphens, the second of a name with -1.
function anchorsOf(path) {
	const anchors = new Set();
	const text = readFileSync(path, 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
	for (const [, heading = ''] of text.matchAll(/^#{1,6} (.*)$/gm)) {
		const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
		const plain = shown
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\p{M}\- _]/gu, '')
			.replaceAll(' ', '-');
		let name = plain;
		for (let more = 1; anchors.has(name); more += 1) name = `${plain}-${more}`;
		anchors.add(name);
	}
	return anchors;
}
