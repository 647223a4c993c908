import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeAsset, readAsset } from './asset.js';

test('the committed program is the one that is described beside it', async () => {
	const digest = createHash('sha256')
		.update(await readAsset())
		.digest('hex');
	expect(digest).toBe(describeAsset().sha256);
});

test('the description names the OPA and the Go that go.mod names', () => {
	const module = readFileSync(new URL('../../../../opa/go.mod', import.meta.url), 'utf8');
	expect(module).toContain(`github.com/open-policy-agent/opa v${describeAsset().opaVersion}\n`);
	expect(module).toContain(`toolchain ${describeAsset().goVersion}\n`);
});

test('the package stays small: under 12 MB unpacked, of which the program is half', () => {
	const folder = new URL('../../assets/', import.meta.url);
	const sizes = readdirSync(folder).map((name) => statSync(new URL(name, folder)).size);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(11_000_000);
});
