import { blockHeaders } from './block-headers.js';
import { moduleAddress, modulePath } from './module-path.js';

/** Where something is written. */
export interface SourceLocation {
	/** The file, as it was given. */
	readonly file: string;
	/** Counted from 1. */
	readonly line: number;
	/** The block that stands there: of the resource, or of the call of the module that it is in, where that is not at hand. */
	readonly block: 'resource' | 'module';
}

/**
 * Finds the block of a resource in the files of a configuration. What stands in a module is looked for in the module's
 * folder; where that is not among the files, the call that leads to it is given.
 *
 * @param address Terraform's, with the keys of instances or without: `module.web["a"].aws_instance.front[0]`
 * @param files text of the `.tf` and `.tofu` files by path, relative to the folder of the root module
 * @param folders folders of local modules: `module_folders` of the plan
 * @returns `null` where no file has it; what a plan deletes is often there no more
 *
 * @example
 * ```ts
 * import { locateInSources } from '@portcullis/providers';
 *
 * const files = { 'main.tf': '# the logs\nresource "aws_s3_bucket" "logs" {}\n' };
 * console.log(locateInSources('aws_s3_bucket.logs', files)); // { file: 'main.tf', line: 2, block: 'resource' }
 * ```
 */
export function locateInSources(
	address: string,
	files: Readonly<Record<string, string>>,
	folders: Readonly<Record<string, string>> = {},
): SourceLocation | null {
	const path = modulePath(address);
	const [, type, name] = /(?:^|\.)([\w-]+)\.([\w-]+)(?:\[[^\]]*\]|\["(?:[^"\\]|\\.)*"\])?$/.exec(address) ?? [];
	if (type === undefined || name === undefined) return null;
	const own = find(files, folderOf(path, folders), 'resource', [type, name]);
	if (own !== null) return own;
	// The nearest call that can be shown.
	for (let depth = path.length; depth > 0; depth--) {
		const call = find(files, folderOf(path.slice(0, depth - 1), folders), 'module', [path[depth - 1] ?? '']);
		if (call !== null) return call;
	}
	return null;
}

function folderOf(path: readonly string[], folders: Readonly<Record<string, string>>): string | undefined {
	if (path.length === 0) return '';
	const address = moduleAddress(path);
	return Object.hasOwn(folders, address) ? folders[address] : undefined;
}

function find(
	files: Readonly<Record<string, string>>,
	folder: string | undefined,
	block: SourceLocation['block'],
	labels: readonly string[],
): SourceLocation | null {
	if (folder === undefined) return null;
	for (const [file, text] of Object.entries(files)) {
		const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
		const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
		if (!/\.(?:tf|tofu)$/.test(file) || directory !== folder) continue;
		const header = blockHeaders(text).find(
			(one) =>
				one.type === block &&
				one.labels.length === labels.length &&
				one.labels.every((label, i) => label === labels[i]),
		);
		if (header !== undefined) return { file, line: header.line, block };
	}
	return null;
}
