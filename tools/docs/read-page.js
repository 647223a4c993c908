// What a page of Markdown asks to be run: blocks of `sh` and `js`. A block of `text` is what the one before it printed; `…`
// stands for anything. Directives stand in HTML comments, which readers do not see:
//
//   <!-- docs: skip REASON -->     the next block is not run; the reason is listed
//   <!-- docs: file NAME -->       the next block is the text of a file, and is written
//   <!-- docs: run                 commands that the page needs and does not show, a line each
//   … -->

/**
 * @typedef {{ kind: 'run' | 'code' | 'file' | 'output' | 'skip' | 'stray', line: number, text: string, name: string }} Step
 *   `name` is the file, or the reason to skip; `stray`: a block that seems to hold commands and does not say so
 */

const directive = /^<!-- docs: (skip|file) ?(.*?) ?-->$/;
const fence = /^( *)```(\w*)$/;

/**
 * Reads the steps of a page, in order.
 *
 * @param {string} markdown
 * @returns {readonly Step[]}
 */
export function readPage(markdown) {
	const lines = markdown.split('\n');
	/** @type {Step[]} */
	const steps = [];
	let said = { kind: '', name: '' };
	for (let at = 0; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		const [, kind = '', name = ''] = directive.exec(line.trim()) ?? [];
		if (kind !== '') {
			said = { kind, name };
			continue;
		}
		const hidden = line.trim() === '<!-- docs: run';
		const [, indent = '', language = ''] = fence.exec(line) ?? [];
		if (!hidden && !fence.test(line)) continue;
		const begin = at + 1;
		const end = hidden ? '-->' : `${indent}\`\`\``;
		do at += 1;
		while (at < lines.length && lines[at] !== end);
		const text = lines
			.slice(begin, at)
			.map((one) => one.slice(indent.length))
			.join('\n');
		steps.push({ kind: hidden ? 'run' : kindOf(said.kind, language, text), line: begin + 1, text, name: said.name });
		if (!hidden) said = { kind: '', name: '' };
	}
	return steps.filter(({ kind }) => kind !== 'prose');
}

function kindOf(said, language, text) {
	if (said !== '') return said;
	if (language === 'sh') return 'run';
	if (language === 'js') return 'code';
	if (language === 'text') return 'output';
	if (language === 'ts') return 'stray';
	return language === '' && /^(?:npx |npm |node |portcullis )/m.test(text) ? 'stray' : 'prose';
}
