import type { RegoErrorDetail } from './rego-error.js';

/** One Rego file. */
export interface Source {
	/** The name under which errors speak of it; nothing is read from it. */
	readonly path: string;
	readonly text: string;
}

/** Rego files: a list, or the texts by path. */
export type Sources = readonly Source[] | Readonly<Record<string, string>>;

/**
 * Puts sources in the one order in which everything sees them, so that the order
 * in which a folder was listed changes nothing; or says what is wrong with them.
 */
export function readSources(sources: Sources): Source[] | RegoErrorDetail[] {
	const list = isList(sources)
		? sources.map(({ path, text }) => ({ path, text }))
		: Object.entries(sources).map(([path, text]) => ({ path, text }));
	list.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
	const errors = list.flatMap((source, index) => {
		if (list[index + 1]?.path === source.path) return [refuse(source, 'two sources have this path')];
		// Half of a surrogate pair has no UTF-8 and would silently become another character.
		return source.text.isWellFormed() ? [] : [refuse(source, 'the text has half of a surrogate pair')];
	});
	return errors.length > 0 ? errors : list;
}

/** Tells apart what {@link readSources} gives. */
export function areErrors(read: readonly Source[] | readonly RegoErrorDetail[]): read is RegoErrorDetail[] {
	return read[0] !== undefined && 'code' in read[0];
}

function isList(sources: Sources): sources is readonly Source[] {
	return Array.isArray(sources);
}

function refuse({ path }: Source, message: string): RegoErrorDetail {
	return { code: 'rego_source_error', message, file: path, row: 0, column: 0 };
}
