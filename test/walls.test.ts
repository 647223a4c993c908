import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);

/** Which room may import which, as docs/architecture.md draws it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	rego: [],
	core: [],
	policies: ['core', 'rego'],
	providers: ['core'],
	discord: ['core'],
	cli: ['core', 'rego', 'policies', 'providers', 'discord'],
};

/** Packages that are named in one place only. */
const onlyIn: readonly (readonly [package_: RegExp, place: string])[] = [
	[/^(cdktf|constructs|@cdktf\/.*)$/, 'packages/providers/src/cdk/'],
	[/^kysely$/, 'packages/core/src/store/'],
	[/^(sql\.js|pg)$/, 'packages/core/src/store/'],
	[/^@open-policy-agent\/opa-wasm$/, 'packages/core/src/engine/'],
	[/^(discord\.js|discord-api-types.*|@discordjs\/.*)$/, 'packages/discord/'],
];

interface Import {
	readonly file: string;
	readonly names: string;
}

async function imports(): Promise<Import[]> {
	const found: Import[] = [];
	for (const room of await readdir(new URL('packages/', root))) {
		const files = await readdir(new URL(`packages/${room}/`, root), { recursive: true });
		for (const path of files) {
			if (/(^|\/)(node_modules|dist)\//.test(path) || !/^(src|bin)\/.*\.(ts|js)$/.test(path)) continue;
			if (path.endsWith('.test.ts') || path.includes('/testing/')) continue;
			const file = `packages/${room}/${path}`;
			const text = (await readFile(new URL(file, root), 'utf8')).replaceAll(/^\s*(\*|\/\/).*$/gm, '');
			for (const match of text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'([^'\s]+)'/g)) {
				found.push({ file, names: match[1] ?? '' });
			}
		}
	}
	return found;
}

const all = await imports();

function packageOf(specifier: string): string {
	return specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');
}

it('sees the imports of every room', () => {
	const rooms = new Set(all.map(({ file }) => file.split('/')[1]));
	expect([...rooms].sort()).toEqual(Object.keys(mayImport).sort());
	expect(all.length).toBeGreaterThan(300);
});

it('lets a room import only the rooms that the architecture allows', () => {
	const broken = all.flatMap(({ file, names }) => {
		const target = /^@portcullis\/([a-z]+)/.exec(names)?.[1];
		const room = file.split('/')[1] ?? '';
		return target === undefined || mayImport[room]?.includes(target) ? [] : [`${file} imports ${names}`];
	});
	expect(broken).toEqual([]);
});

it('lets no file reach into another room by its path', () => {
	const broken = all.flatMap(({ file, names }) => {
		if (!names.startsWith('.')) return [];
		const target = new URL(names, new URL(file, 'file:///')).pathname;
		return target.startsWith(`/${file.split('/').slice(0, 2).join('/')}/`) ? [] : [`${file} imports ${names}`];
	});
	expect(broken).toEqual([]);
});

it('lets each package with a place of its own be named there only', () => {
	const broken = all.flatMap(({ file, names }) => {
		const wall = onlyIn.find(([pattern]) => pattern.test(packageOf(names)));
		return wall === undefined || file.startsWith(wall[1]) ? [] : [`${file} imports ${names}`];
	});
	expect(broken).toEqual([]);
});

it('lets nothing outside of the bot and the fake Discord name a type of Discord', async () => {
	const broken: string[] = [];
	const inside = /^(packages\/discord|test\/fake-discord)\//;
	const names = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'(discord\.js|discord-api-[a-z]+|@discordjs\/)/;
	for (const folder of ['packages', 'test', 'tools', 'bench', 'examples']) {
		const paths = await readdir(new URL(`${folder}/`, root), { recursive: true });
		for (const path of paths.map((one) => `${folder}/${one}`)) {
			if (/\/(node_modules|dist)\//.test(path) || !/\.m?[jt]s$/.test(path) || inside.test(path)) continue;
			if (names.test(await readFile(new URL(path, root), 'utf8'))) broken.push(path);
		}
	}
	expect(broken).toEqual([]);
});

it('loads nothing with the vocabulary, which help and completion are made of', () => {
	expect(all.filter(({ file }) => file === 'packages/core/src/model/vocabulary.ts')).toEqual([]);
});

it('declares in each package.json what its code imports, and no room that it may not import', async () => {
	for (const room of Object.keys(mayImport)) {
		const manifest = JSON.parse(await readFile(new URL(`packages/${room}/package.json`, root), 'utf8'));
		const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
		const needed = all
			.filter(({ file, names }) => file.startsWith(`packages/${room}/`) && !/^(\.|node:)/.test(names))
			.map(({ names }) => packageOf(names));
		expect([room, [...new Set(needed)].filter((name) => !declared.has(name))]).toEqual([room, []]);
		const rooms = [...declared].filter((name) => name.startsWith('@portcullis/')).map((name) => name.split('/')[1]);
		expect([room, rooms.filter((name) => !mayImport[room]?.includes(name ?? ''))]).toEqual([room, []]);
	}
});

it('is drawn in docs/architecture.md as it is held here', async () => {
	const drawing = await readFile(new URL('docs/architecture.md', root), 'utf8');
	for (const [room, targets] of Object.entries(mayImport)) {
		const drawn = new RegExp(`^${room} +-> (.*)$`, 'm').exec(drawing)?.[1];
		const names = drawn === '(no room of ours)' ? [] : drawn?.split(', ').sort();
		expect([room, names]).toEqual([room, [...targets].sort()]);
	}
});

it('names files in docs/architecture.md that there are', async () => {
	const drawing = await readFile(new URL('docs/architecture.md', root), 'utf8');
	const names = [...new Set(drawing.match(/[\w/.-]+\.ts\b/g))];
	const inCore = ['', 'gate/', 'engine/', 'model/'].map((folder) => `packages/core/src/${folder}`);
	const isThere = (name: string) =>
		['', 'packages/', ...inCore].some((folder) => existsSync(new URL(`${folder}${name}`, root)));
	expect(names.length).toBeGreaterThan(15);
	expect(names.filter((name) => !isThere(name))).toEqual([]);
});
