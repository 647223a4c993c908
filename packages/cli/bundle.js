// Bundles the command into dist/bundled: importing some four hundred files is most of what starting it takes.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = fileURLToPath(new URL('dist/bundled/', import.meta.url));

// Left out: what is optional, what is large and rarely needed, and what ships no text of its licence.
const external = [
	/^cdktf(\/|$)/,
	/^constructs(\/|$)/,
	/^@cdktf\//,
	/^@portcullis\/discord$/,
	/^pg(\/|$)/,
	/^sql\.js(\/|$)/,
	/^@bomb\.sh\//,
];

// Files that lie beside the code (prices, policies, workers) stay where they are: in the package that they are of.
const places = {
	name: 'places',
	transform(code, path) {
		const [room, ...rest] = relative(root, path).split(sep);
		if (room === '..' || !code.includes('import.meta.url')) return null;
		const place = `new URL(${JSON.stringify(rest.join('/'))}, import.meta.resolve("@portcullis/${room}/package.json")).href`;
		return { code: code.replaceAll('import.meta.url', place) };
	},
};

await rm(folder, { recursive: true, force: true });
const bundle = await rolldown({
	input: fileURLToPath(new URL('dist/io/run-process.js', import.meta.url)),
	platform: 'node',
	external,
	plugins: [places],
	logLevel: 'warn',
});
const { output } = await bundle.write({
	dir: folder,
	format: 'esm',
	minify: true,
	entryFileNames: '[name].js',
	chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
await writeFile(join(folder, 'THIRD-PARTY.txt'), await notices(output.flatMap(({ moduleIds = [] }) => moduleIds)));

// The licences of what was bundled go with it.
async function notices(modules) {
	const packages = new Map();
	for (const path of modules) {
		const found = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1];
		if (found !== undefined) packages.set(found, JSON.parse(await readFile(join(found, 'package.json'), 'utf8')));
	}
	const texts = [...packages].map(async ([path, { name, version, license }]) => {
		const text = await licenceOf(path);
		return `${name} ${version} (${license})\n\n${text.trim()}\n`;
	});
	return (await Promise.all(texts)).sort().join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenceOf(path) {
	const name = (await readdir(path)).sort().find((file) => /^licen[cs]e/i.test(file));
	if (name === undefined) throw new Error(`no licence is in ${path}: its text has to go with the bundle`);
	return readFile(join(path, name), 'utf8');
}
