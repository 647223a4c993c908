import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const script = fileURLToPath(new URL('../../tools/demo-discord.js', import.meta.url));

test('the demo plays its scene without a token, and makes pages, and pictures with a Chromium', () => {
	const folder = mkdtempSync(join(tmpdir(), 'portcullis-demo-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	// Stands in for a Chromium, which not every machine has: it writes the picture that it is asked for.
	const chromium = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const picture = process.argv.find((one) => one.startsWith('--screenshot='));
if (picture === undefined) console.log('<title>height 123</title>');
else writeFileSync(picture.slice(13), process.argv.find((one) => one.startsWith('--window-size=')));
`;
	writeFileSync(join(folder, 'chromium'), chromium, { mode: 0o755 });
	const out = join(folder, 'out');
	const text = execFileSync(process.execPath, [script, '--out', out], {
		encoding: 'utf8',
		env: { ...process.env, PATH: folder },
	});
	expect(text).toContain('ada used /cloud-init provider:gcp name:shop');
	expect(text).toContain('@ada @cleo: your approval is asked for.');
	expect(text).toContain('2 approvals by whoever has can_approve');
	expect(text).toContain('@ben @ada @cleo: create vm/web in project shop is deployed.');
	expect(text).toContain('Denied: create vm/batch in project shop');
	expect(text).toContain('ben pressed Use e2-micro');
	expect(text).toContain('2 of 4');
	expect(text).toContain('Costs this month');
	expect(readdirSync(out).sort()).toEqual([
		'cloud-setup.html',
		'cloud-setup.png',
		'cloud-while-it-waits.html',
		'cloud-while-it-waits.png',
		'cloud.html',
		'cloud.png',
	]);
	expect(readFileSync(join(out, 'cloud.png'), 'utf8'), 'a picture is as high as its page').toContain(',123');
	expect(readFileSync(join(out, 'cloud.html'), 'utf8')).toContain('vm/web');
});
