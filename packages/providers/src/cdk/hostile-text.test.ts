// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { expect, it } from 'vitest';
import { hostileTexts } from '../../test/hostile-text.js';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { synthesizeDocument } from './synthesize.js';
import { tfId } from './tf-id.js';
import { type TfText, tfLiteral, tfMap } from './tf-text.js';

interface DataConfig {
	readonly values: string[];
	readonly map: { [key: string]: string };
}

/** The resource that is built into Terraform: it keeps what it is given. */
class Data extends TerraformResource {
	static readonly tfResourceType = 'terraform_data';
	readonly #input: DataConfig;

	constructor(scope: Construct, id: string, config: DataConfig) {
		super(scope, id, { ...config, terraformResourceType: 'terraform_data' });
		this.#input = config;
	}

	protected override synthesizeAttributes() {
		return { input: { values: this.#input.values, map: this.#input.map } };
	}
}

const texts = [...hostileTexts(4050, 1)];
const keys = [...new Set(texts.map((text) => text.normalize('NFC')))].filter((key) => key !== '__proto__');

it.skipIf(noTerraform !== '')(
	`4,100 hostile texts come out of Terraform as they went in, as values, keys and next to references${noTerraform}`,
	() => {
		const document = synthesizeDocument((scope) => {
			const first = scope.add(Data, tfId('first'), { values: [tfLiteral('first')], map: tfMap({}) });
			const id = scope.reference(first.getStringAttribute('id'));
			scope.add(Data, tfId('alone'), {
				values: texts.map(tfLiteral),
				map: tfMap(Object.fromEntries(keys.map((key) => [key, key]))),
			});
			const joined = texts.map((text) => `${tfLiteral(text)}${id}${tfLiteral(text)}` as TfText);
			scope.add(Data, tfId('joined'), { values: joined, map: tfMap({}) });
		});
		const blocks = (document.resource as Record<string, Record<string, { input: unknown }>>).terraform_data;
		const { first, alone, joined } = blocks ?? {};
		// As locals, and out as one text each: Terraform takes too long to draw the plan of 18,000 values.
		const tried = {
			...document,
			resource: { terraform_data: { first } },
			locals: { alone: alone?.input, joined: joined?.input },
			output: {
				id: { value: '${terraform_data.first.id}' },
				alone: { value: '${jsonencode(local.alone)}' },
				joined: { value: '${jsonencode(local.joined)}' },
			},
		};
		const outputs = withTerraform(tried, (run, folder) => {
			run('init', '-no-color');
			run('apply', '-auto-approve', '-json');
			return JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).outputs;
		});
		const id: string = outputs.id.value;
		const { values, map } = JSON.parse(outputs.alone.value);
		const composed = texts.map((text) => text.normalize('NFC'));
		expect(values).toEqual(composed);
		expect(JSON.parse(outputs.joined.value).values).toEqual(
			composed.map((text) => `${text}${id}${text}`.normalize('NFC')),
		);
		expect(Object.keys(map).sort()).toEqual([...keys].sort());
		for (const key of keys) expect(map[key]).toBe(key);
	},
	120_000,
);
