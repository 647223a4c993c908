import { addressOf, type Provider, type Resource, type TerraformDocument } from '@portcullis/core';
import { expect } from 'vitest';
import { exampleProject } from './examples.js';
import { inOrder } from './in-order.js';
import { plannedValues } from './planned-values.js';
import { textPlaces } from './text-places.js';

/**
 * Puts each text into each place of a resource. A document is refused with the field named, or what is read from it is
 * the resource as it was; both must have happened.
 *
 * @param beside what the resource refers to
 * @returns the documents that were written
 */
export async function expectRefusedOrKept(
	provider: Provider,
	resource: Resource,
	beside: readonly Resource[],
	texts: readonly string[],
): Promise<readonly TerraformDocument[]> {
	const project = exampleProject(provider.id);
	const written: TerraformDocument[] = [];
	let refused = 0;
	for (const { field, put } of textPlaces(resource)) {
		for (const text of texts) {
			const changed = put(text) as Resource;
			const document = await provider.synthesize(project, [...beside, changed]).catch((error: unknown) => {
				expect(error, `${field} ${JSON.stringify(text)}`).toMatchObject({ code: 'DOCUMENT_UNSAFE' });
				expect(String(error), JSON.stringify(text)).toContain(field.split('.')[0]);
			});
			if (document === undefined) {
				refused += 1;
				continue;
			}
			written.push(document);
			const { resources } = await provider.read(plannedValues(document), project);
			const read = resources.find((other) => addressOf(other.resource) === addressOf(changed))?.resource;
			expect(composed(read), `${field} ${JSON.stringify(text)}`).toEqual(composed(changed));
		}
	}
	expect(written.length).toBeGreaterThan(3);
	expect(refused).toBeGreaterThan(200);
	return written;
}

// Terraform composes texts (NFC).
const composed = (value: unknown) => JSON.parse(JSON.stringify(inOrder(value) ?? null).normalize('NFC'));
