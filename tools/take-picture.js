import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Makes a picture of a page, as high as the page is.
 *
 * @param {string} chromium
 * @param {string} page
 * @param {string} picture
 * @param {{ readonly scale?: number, readonly from?: string, readonly to?: string }} [options] pixels of the picture for
 *   one of the page; texts of the first and the last child of the page's body that are shown (of each the first that has it)
 */
export function takePicture(chromium, page, picture, { scale = 2, from = '', to } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'picture-'));
	// Chromium refuses its sandbox to root, as in most containers; the page is our own and runs nothing.
	const flags = ['--headless', '--disable-gpu', '--hide-scrollbars', `--force-device-scale-factor=${scale}`];
	if (process.getuid?.() === 0) flags.push('--no-sandbox');
	/** @param {string[]} more */
	const run = (...more) =>
		execFileSync(chromium, [...flags, ...more], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
			timeout: 60_000,
		});
	try {
		// A picture is as large as the window, so the height is asked for first: by a copy of the page that tells it.
		const copy = join(folder, 'page.html');
		const script = `<script>
const parts = [...document.body.querySelectorAll(':scope > article, :scope > .act, main > article, main > .act')];
const has = (text) => parts.findIndex((part) => part.textContent.includes(text));
const first = has(${JSON.stringify(from)}), last = ${to === undefined ? 'parts.length' : `has(${JSON.stringify(to)})`};
parts.forEach((part, at) => { if (at < first || at > last) part.remove(); });
document.title = "height " + document.documentElement.scrollHeight;
</script>`;
		writeFileSync(copy, readFileSync(page, 'utf8').replace('</body>', `${script}</body>`));
		const url = pathToFileURL(copy).href;
		const height = /<title>height (\d+)<\/title>/.exec(run('--window-size=760,100', '--dump-dom', url))?.[1] ?? '2000';
		run(`--window-size=760,${height}`, `--screenshot=${picture}`, url);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The first Chromium on the PATH. */
export function findChromium() {
	const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'headless_shell'];
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	return names
		.flatMap((name) => folders.map((folder) => join(folder, name)))
		.find((file) => {
			try {
				accessSync(file, constants.X_OK);
				return true;
			} catch {
				return false;
			}
		});
}
