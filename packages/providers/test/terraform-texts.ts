// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformDocument } from '@portcullis/core';
import { expect } from 'vitest';
import { withTerraform } from './terraform-binary.js';

/**
 * Holds every text of documents' resources that is no reference, keys of maps too, to what Terraform makes of it.
 *
 * @returns the texts as they are meant
 */
export function expectTextsKept(documents: readonly TerraformDocument[]): readonly string[] {
	const texts = documents.flatMap(({ resource }) => literals(resource));
	// As locals: without the provider's plugin Terraform evaluates those alone.
	const tried = { locals: { texts }, output: { texts: { value: '${jsonencode(local.texts)}' } } };
	const outputs = withTerraform(tried, (run, folder) => {
		run('init', '-no-color');
		run('apply', '-auto-approve', '-json');
		return JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).outputs;
	});
	// What stands as `${"e"}`, for texts that look like numbers of cdktf's, comes out as what it is.
	const meant = texts.map((text) => text.replaceAll(/\$\{"([^"]*)"\}/g, '$1').normalize('NFC'));
	expect(JSON.parse(outputs.texts.value)).toEqual(meant);
	return meant;
}

function literals(value: unknown): readonly string[] {
	if (typeof value === 'string') return /\$\{[a-z]/.test(value) ? [] : [value];
	if (typeof value !== 'object' || value === null) return [];
	const keys = Array.isArray(value) ? [] : Object.keys(value);
	return [...keys, ...Object.values(value).flatMap(literals)];
}
