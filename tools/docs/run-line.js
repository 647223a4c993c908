import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../packages/cli/dist/index.js';

const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));

/**
 * Runs one line of a page. A line that is the command alone, its output perhaps sent to a file, runs in this process, which saves its start; anything else
 * goes to bash as it stands.
 *
 * @param {string} line
 * @param {string} cwd
 * @param {Readonly<Record<string, string>>} variables of the environment, beside this process's
 * @returns {Promise<{ status: number | null, out: string }>} `out` is what both streams got
 */
export async function runLine(line, cwd, variables) {
	const env = {
		...process.env,
		...variables,
		NO_COLOR: '1',
		CHECKPOINT_DISABLE: '1',
		PATH: `${bin}:${process.env.PATH}`,
	};
	const [, plain = line, how, file] = /^(.*?) (>>?) ([\w./-]+)$/.exec(line) ?? [];
	const words = wordsOf(plain);
	if (words === undefined) {
		const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1; ${line}`], {
			cwd,
			env,
			encoding: 'utf8',
			input: '',
		});
		return { status, out: stdout };
	}
	let out = '';
	let text = '';
	const stdout = { write: (/** @type {string} */ more) => (text += more) };
	const stderr = { write: (/** @type {string} */ more) => (out += more) };
	const status = await main(words, {
		stdin: (async function* () {})(),
		stdout,
		stderr,
		cwd,
		env,
		clock: Date.now,
		wait: async () => {},
		newId: () => randomBytes(16).toString('hex'),
		untilStopped: async () => 'SIGTERM',
		user: () => userInfo().username,
	});
	if (file === undefined) return { status, out: text + out };
	writeFileSync(join(cwd, file), text, { flag: how === '>' ? 'w' : 'a' });
	return { status, out };
}

/**
 * What the command is given, or `undefined` where a line is more than the command and its words.
 *
 * @param {string} line
 */
function wordsOf(line) {
	// One character at a time: a run within a run would be tried in every way.
	const word = /"[^"$`\\]*"|'[^']*'|[^\s"'$`\\|&;<>*?()]/.source;
	if (!new RegExp(`^(?:npx )?portcullis(?: +(?:${word})+)*$`).test(line)) return undefined;
	const given = line.replace(/^(?:npx )?portcullis */, '').match(new RegExp(`(?:${word})+`, 'g')) ?? [];
	return given.map((text) => text.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}
