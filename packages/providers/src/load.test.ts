import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadClasses, providerPackages } from './cdk/load.js';

const entry = new URL('../dist/index.js', import.meta.url).href;

function inAnotherProcess(script: string): string {
	return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }).trim();
}

it('importing the package loads neither cdktf nor a cloud, and one document loads one cloud', () => {
	const script = `
		import { createRequire } from 'node:module';
		const loaded = (part) => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes(part));
		const { createProviders } = await import(${JSON.stringify(entry)});
		const [gcp] = createProviders();
		const before = [globalThis.__cdktfTokenMap !== undefined, loaded('cdktf')];
		const project = { name: 'p', provider: 'gcp', environment: 'test', region: 'us-central1', regions: ['us-central1'] };
		gcp.check({ kind: 'vm', name: 'a', size: 'e2-small', region: 'us-central1', disk: { size_gib: 30, type: 'ssd' }, tags: {}, image: 'debian-12', count: 1, public_ip: false, deletion_protection: false }, project);
		await gcp.read([], project);
		const checked = globalThis.__cdktfTokenMap !== undefined;
		await gcp.synthesize(project, []);
		const parts = ['provider-google', 'provider-aws', 'provider-azurerm'];
		console.log(JSON.stringify([...before, checked, globalThis.__cdktfTokenMap !== undefined, ...parts.map(loaded)]));`;
	expect(JSON.parse(inAnotherProcess(script))).toEqual([false, false, false, true, true, false, false]);
});

it('a provider package that is not installed gives the command that installs it, and the other clouds work', () => {
	const hooks = `export async function resolve(name, context, next) {
		if (name.startsWith('@cdktf/provider-aws')) throw Object.assign(new Error('no ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
		return next(name, context);
	}`;
	const script = `
		import { register } from 'node:module';
		register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
		const { createProviders } = await import(${JSON.stringify(entry)});
		const [gcp, aws] = createProviders();
		const project = { name: 'p', provider: 'gcp', environment: 'test', region: 'us-central1', regions: ['us-central1'] };
		await gcp.synthesize(project, []);
		const error = await aws.synthesize({ ...project, provider: 'aws' }, []).catch((error) => error);
		console.log(error.code, error.message);`;
	expect(inAnotherProcess(script)).toBe(
		`PROVIDER_MISSING resources on aws need a package that is not installed: npm i ${providerPackages.aws}`,
	);
});

it('another error while loading is not taken for a missing package', async () => {
	const broken = loadClasses('gcp', async () => {
		throw new SyntaxError('broken file');
	});
	await expect(broken).rejects.toThrowError(SyntaxError);
});

it('the versions in the message are those of package.json', () => {
	const { peerDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
	const expected = Object.entries(peerDependencies).map(([name, version]) => `${name}@${version}`);
	expect(Object.values(providerPackages).sort()).toEqual(expected.sort());
});
