import { type PlannedResource, type ReadResource, resourceKinds, type UnmappedResource } from '@portcullis/core';
import { writtenForIn } from '../shared/own-tags.js';
import { textAt, textsAt, valueAt } from './value-at.js';

/** What of Terraform's resources says that Portcullis wrote it, and for which project. */
export interface Marks {
	/** The project that a resource says it was written for. */
	of(found: Pick<ReadResource, 'addresses'>): { readonly project?: string };
	/** The project and the resource that a block says it was written for, which could not be read. */
	left(unmapped: Pick<UnmappedResource, 'address'>): Pick<UnmappedResource, 'writtenFor'>;
}

const block = new RegExp(`^(${resourceKinds.join('|')})_`);

/**
 * The kind of the resource that a block of ours belongs to, with which its name begins: `database_main`,
 * `network_main_public`; `undefined` for a name that is none of ours.
 */
export function kindOfBlock(name: string): string | undefined {
	return block.exec(name)?.[1];
}

/** Reads the marks of Terraform's resources: our tags, wherever a type has its own. */
export function marksOf(planned: readonly PlannedResource[]): Marks {
	const marks = new Map(planned.map((resource) => [resource.address, markOf(resource)]));
	return {
		of({ addresses }) {
			const mark = addresses.map((address) => marks.get(address)).find((found) => found !== undefined);
			return mark === undefined ? {} : { project: mark.project };
		},
		left({ address }) {
			const mark = marks.get(address);
			return mark?.resource === undefined ? {} : { writtenFor: { project: mark.project, resource: mark.resource } };
		},
	};
}

function markOf({ name, type, values }: PlannedResource): { project: string; resource?: string } | undefined {
	// gcp keeps in it what networks have no labels for.
	if (type === 'terraform_data') {
		const project = textAt(values, 'input', 'portcullis-project');
		return project === undefined ? undefined : { project };
	}
	const places = [
		textsAt(values, 'tags'),
		textsAt(values, 'labels'),
		textsAt(values, 'resource_labels'),
		textsAt(valueAt(values, 'settings', 0), 'user_labels'),
	];
	const found = places.map(writtenForIn).find((mark) => mark !== undefined);
	if (found === undefined) return undefined;
	const kind = kindOfBlock(name);
	return { project: found.project, ...(kind === undefined ? {} : { resource: `${kind}/${found.name}` }) };
}
