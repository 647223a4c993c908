import { spawnSync } from 'node:child_process';
import { isTest, reaches } from './policy-tests.js';

/**
 * The files that differ from a commit, what is not committed included.
 *
 * @param {string} folder of the repository
 * @param {string | undefined} ref compared with where this branch left it; without one `origin/main`, `main` or, on main
 * itself, the commit before
 * @returns {{ kind: 'changed', base: string, files: string[] } | { kind: 'unknown', message: string }}
 */
export function changedFiles(folder, ref) {
	const base = ref === undefined ? usualBase(folder) : git(folder, 'merge-base', ref, 'HEAD');
	if (base === undefined) {
		const sought = ref ?? 'origin/main, main or a commit before';
		return { kind: 'unknown', message: `git finds nothing to compare with: ${sought}` };
	}
	// A rename is a deletion and an addition.
	const differing = git(folder, 'diff', '--name-only', '--no-renames', base, '--');
	const untracked = git(folder, 'ls-files', '--others', '--exclude-standard');
	if (differing === undefined || untracked === undefined) {
		return { kind: 'unknown', message: `git cannot compare with ${base}` };
	}
	const files = `${differing}\n${untracked}`.split('\n').filter((file) => file !== '');
	return { kind: 'changed', base: base.slice(0, 12), files };
}

function usualBase(folder) {
	const head = git(folder, 'rev-parse', 'HEAD');
	for (const branch of ['origin/main', 'main']) {
		const base = git(folder, 'merge-base', branch, 'HEAD');
		if (base !== undefined && base !== head) return base;
	}
	return git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD~1');
}

function git(folder, ...words) {
	const { status, stdout } = spawnSync('git', words, { cwd: folder, encoding: 'utf8' });
	return status === 0 ? stdout.trim() : undefined;
}

/**
 * Whether changed files can change what becomes of a source's mutants: itself, what it imports, or the tests that judge it.
 *
 * @param {readonly string[]} files
 * @param {{ path: string }} source
 * @param {readonly { path: string }[]} all
 */
export function isTouched(files, source, all) {
	const byPath = new Map(all.map((each) => [each.path, each]));
	return files.some((file) => {
		if (/^tools\/mutation[./]/.test(file)) return true;
		if (!file.endsWith('.rego')) return false;
		const changed = byPath.get(file);
		// Nobody can tell whom a file that is gone has judged.
		if (changed === undefined) return file.startsWith('rego/');
		const beside = file.slice(0, file.lastIndexOf('/')) === source.path.slice(0, source.path.lastIndexOf('/'));
		return beside || reaches(source, changed, all) || (isTest(changed) && reaches(changed, source, all));
	});
}
