import { type Inspected, inspect } from '../../inspect.js';
import type { RegoErrorDetail } from '../../rego-error.js';
import type { CommandIo } from '../command-io.js';
import { compileLimitMs } from '../compile-limit.js';
import { load } from '../files/load.js';
import { type LanguageFlags, loadLanguage } from '../files/load-language.js';
import type { Loaded } from '../files/loaded.js';
import { writeErrors } from '../output/error-output.js';
import { harmlessLines } from '../output/harmless-lines.js';
import { jsonText } from '../output/json-text.js';
import { withProgress } from '../output/progress.js';
import { table } from '../output/table.js';

/** The options of `inspect`. */
export interface InspectFlags extends LanguageFlags {
	readonly format: 'pretty' | 'json';
	readonly annotations?: boolean;
	readonly ignore: readonly string[];
}

/** Carries `inspect` out. */
export async function runInspect(path: string, flags: InspectFlags, io: CommandIo): Promise<number> {
	const refuse = (errors: readonly RegoErrorDetail[]): number => {
		writeErrors(errors, io);
		return 1;
	};
	const read = await loadLanguage(flags, io.cwd);
	if (read.kind === 'refused') return refuse(read.errors);
	const { language } = read;
	const { ignore } = flags;
	const loaded = await load([path], { cwd: io.cwd, language, ignore, bundle: !path.endsWith('.rego') });
	if (loaded.kind === 'refused') return refuse(loaded.errors);
	const inspected = await withProgress(io, `inspecting ${path}`, () =>
		inspect(loaded.sources, { ...language, limitMs: compileLimitMs }),
	);
	if (inspected.kind === 'refused') return refuse(inspected.errors);
	const written =
		flags.format === 'json' ? jsonText(inspectDocument(loaded, inspected, flags)) : pretty(loaded, inspected, flags);
	io.stdout.write(written);
	return 0;
}

/** OPA's own fields, and after them those that only this command has. */
function inspectDocument({ manifest }: Loaded, inspected: Inspected, flags: InspectFlags): object {
	const { annotations, required, entrypoints, builtins, data, input, files } = inspected;
	return {
		...(manifest === undefined ? {} : { manifest }),
		namespaces: namespacesOf(inspected),
		...(flags.annotations
			? {
					annotations: annotations.map(({ annotations, at, path }) => ({
						annotations,
						location: { file: at.file, row: at.row, col: at.column },
						path: pathTerms(path),
					})),
				}
			: {}),
		capabilities: required,
		entrypoints,
		builtins,
		data,
		input,
		files,
	};
}

function pretty({ manifest }: Loaded, inspected: Inspected, flags: InspectFlags): string {
	const rows: string[][] = [];
	if (manifest !== undefined && manifest.revision !== '') rows.push(['Revision', manifest.revision]);
	for (const root of manifest?.roots ?? []) if (root !== '') rows.push(['Roots', root]);
	if (manifest?.metadata !== undefined) rows.push(['Metadata', JSON.stringify(manifest.metadata)]);
	const namespaces = Object.entries(namespacesOf(inspected)).sort(([a], [b]) => (a < b ? -1 : 1));
	const parts = [
		rows.length === 0 ? '' : `MANIFEST:\n${table(['FIELD', 'VALUE'], rows)}`,
		`NAMESPACES:\n${table(
			['NAMESPACE', 'FILE'],
			namespaces.flatMap(([name, files]) => files.map((file) => [name, file])),
		)}`,
		section('ENTRYPOINTS', inspected.entrypoints),
		section(
			'BUILTINS',
			inspected.builtins.map(({ name }) => name),
		),
		section(
			'DATA',
			inspected.data.map(({ name }) => name),
		),
		flags.annotations ? annotationsText(inspected) : '',
	];
	return harmlessLines(parts.join(''));
}

function section(title: string, lines: readonly string[]): string {
	return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function annotationsText({ annotations }: Inspected): string {
	const blocks = annotations.map(({ annotations, at, path, scope, package: name }) => {
		const { title, description } = annotations;
		const heading = typeof title === 'string' && title !== '' ? title : path;
		const rest = Object.entries(annotations).filter(([key]) => !['title', 'description', 'scope'].includes(key));
		return [
			`\n${heading}\n${'='.repeat(heading.length)}\n`,
			typeof description === 'string' && description !== '' ? `${description.trimEnd()}\n\n` : '',
			`Package:  ${name}\nPath:     ${path}\nLocation: ${at.file}:${at.row}\nScope:    ${scope}\n`,
			...rest.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`),
		].join('');
	});
	return blocks.length === 0 ? '' : `ANNOTATIONS:\n${blocks.join('')}`;
}

function namespacesOf({ files }: Inspected): Record<string, string[]> {
	const namespaces: Record<string, string[]> = {};
	for (const { path, package: name } of files) {
		const key = `data.${name}`;
		namespaces[key] = [...(namespaces[key] ?? []), path];
	}
	return namespaces;
}

/** A reference as OPA's JSON has it: `data.a["b c"]` as its three parts. */
function pathTerms(path: string): object[] {
	const parts = [...path.matchAll(/([^.[\]"]+)|\["((?:[^"\\]|\\.)*)"\]/g)];
	return parts.map(([, plain, quoted], index) => ({
		type: index === 0 ? 'var' : 'string',
		value: plain ?? JSON.parse(`"${quoted}"`),
	}));
}
