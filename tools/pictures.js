// Makes the pictures of docs/pictures anew, from what the command and the bot really write: npm run pictures
//
// A terminal becomes an SVG; the bot's channels need a Chromium on the PATH, and are left as they are without one.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../packages/cli/dist/index.js';
import { findChromium, takePicture } from './take-picture.js';
import { terminalPicture } from './terminal-picture.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const pictures = join(root, 'docs/pictures');
const scratch = mkdtempSync(join(tmpdir(), 'portcullis-pictures-'));
mkdirSync(pictures, { recursive: true });
let ids = 0;
try {
	cpSync(join(root, 'examples/requests'), join(scratch, 'examples/requests'), { recursive: true });
	await run('init', '--yes');
	await run('project', 'add', 'shop', '--provider', 'gcp', '--region', 'us-central1');
	await run('grant', 'add', 'uma', '--role', 'CloudUser');
	keep('terminal.svg', await shown('preview examples/requests/big-server.yaml --as uma'));

	const chromium = findChromium();
	if (chromium === undefined) console.log('the bot: no Chromium is on the PATH, so its pictures stay as they are');
	else {
		const pages = join(scratch, 'pages');
		execFileSync(process.execPath, [join(root, 'tools/demo-discord.js'), '--out', pages], { stdio: 'ignore' });
		/** @type {(name: string, page: string, part: { from?: string, to?: string }) => void} */
		const take = (name, page, part) => {
			takePicture(chromium, join(pages, page), join(pictures, name), { scale: 1, ...part });
			keep(name);
		};
		take('set-up.png', 'cloud-setup.html', { to: '/cloud-grant user:' });
		take('lobby.png', 'cloud-while-it-waits.html', {
			from: 'your approval is asked for',
			to: 'your approval is asked for',
		});
		take('deployed.png', 'cloud.html', { from: 'ada pressed', to: 'is deployed. The T' });
		take('denied.png', 'cloud.html', { from: 'name:batch', to: 'pressed Use' });
	}
} finally {
	rmSync(scratch, { recursive: true });
}

/** @param {string[]} words */
async function run(...words) {
	let out = '';
	const stream = { isTTY: true, write: (/** @type {string} */ text) => (out += text) };
	await main(words, {
		stdin: (async function* () {})(),
		stdout: stream,
		stderr: stream,
		cwd: scratch,
		env: { FORCE_COLOR: '1' },
		clock: () => Date.UTC(2026, 10, 24, 12),
		wait: async () => {},
		newId() {
			ids += 1;
			return String(ids).padStart(32, '0');
		},
		untilStopped: async () => 'SIGTERM',
		user: () => 'ada',
	});
	return out;
}

/** @param {string} line */
async function shown(line) {
	return terminalPicture(`$ npx portcullis ${line}\n${await run(...line.split(' '))}`);
}

/**
 * @param {string} name
 * @param {string} [text] of a picture that is to be written
 */
function keep(name, text) {
	const path = join(pictures, name);
	if (text !== undefined) writeFileSync(path, text);
	const { size } = statSync(path);
	console.log(`docs/pictures/${name}: ${Math.ceil(size / 1000)} kB`);
	if (size > 150_000) throw new Error(`${name} is too large: a picture has at most 150 kB`);
}
