import { type Problem, problem, tagsSchema, type Vm } from '@portcullis/core';
import { machineNumber } from './machines.js';
import { isOwnTag } from './own-tags.js';

/** What every cloud's machines have in common: names that stay apart, and tags that are the user's to set. */
export function checkVm(vm: Vm): Problem[] {
	const problems: Problem[] = [];
	if (machineNumber.test(vm.name)) {
		problems.push(
			problem(
				['name'],
				'must not end in a hyphen and a number of three digits up to 100: these names are given to the machines of a resource with a count; use count, or a number such as -2',
				vm.name,
			),
		);
	}
	const seen = new Map<string, string>();
	for (const [key, value] of Object.entries(vm.tags)) {
		const composed = key.normalize('NFC');
		const other = seen.get(composed);
		seen.set(composed, key);
		if (other !== undefined) {
			problems.push(problem(['tags', key], 'is the same key as another once Unicode is composed; keep one', key));
		}
		// Terraform composes all text, and a few letters fall apart by that into what no tag may hold.
		if (!tagsSchema.safeParse({ [composed]: value.normalize('NFC') }).success) {
			problems.push(problem(['tags', key], 'holds a letter that Unicode writes as two (NFC); use another', key));
		}
		if (key === '__proto__') problems.push(problem(['tags', key], 'cannot be the key of a tag; use another name', key));
		if (isOwnTag(key)) {
			problems.push(problem(['tags', key], 'is set by Portcullis (managed-by, portcullis-…); use another key', key));
		}
	}
	return problems;
}

/** A problem of a size in GiB that is out of a cloud's range. */
export function checkDiskSize(vm: Vm, least: number, most: number, why: string): Problem[] {
	const size = vm.disk.size_gib;
	if (size >= least && size <= most) return [];
	return [problem(['disk', 'size_gib'], `must be from ${least} to ${most} GiB: ${why}`, size)];
}
