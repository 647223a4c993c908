// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { type ProviderId, type Vm, vmSchema } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../test/examples.js';
import { hostileTexts } from '../test/hostile-text.js';
import { plannedValues } from '../test/planned-values.js';
import { createProviders } from './create-providers.js';

const texts = [
	...hostileTexts(250, 7),
	'a ${var.ssh_public_key}',
	'${azurerm_resource_group.project.name}',
	'équipe',
	'A 1.5e+3',
];

const fields: Record<string, (text: string) => object> = {
	name: (text) => ({ name: text }),
	size: (text) => ({ size: text }),
	region: (text) => ({ region: text }),
	zone: (text) => ({ zone: text }),
	image: (text) => ({ image: text }),
	'disk.type': (text) => ({ disk: { size_gib: 30, type: text } }),
	subnet: (text) => ({ subnet: text }),
	ssh_public_key: (text) => ({ ssh_public_key: text }),
	'tags.*': (text) => ({ tags: { team: text } }),
	tags: (text) => ({ tags: Object.fromEntries([[text, 'x']]) }),
};

it.each(['gcp', 'aws', 'azure'] as const)(
	'on %s a hostile text in any field is refused with the field named, or comes out as it was',
	async (id) => {
		const cloud = createProviders().find((other) => other.id === id);
		let passed = 0;
		for (const text of texts) {
			for (const [field, change] of Object.entries(fields)) {
				const vm = { ...exampleVm(id), ...change(text) } as Vm;
				const synthesized = cloud?.synthesize(exampleProject(id), [vm]);
				if (await isRefused(synthesized, field, id, vm)) continue;
				passed += 1;
				const { resources } = (await cloud?.read(plannedValues((await synthesized) ?? {}), exampleProject(id))) ?? {};
				expect(composed(resources?.[0]?.resource)).toMatchObject(composed({ ...vm, tags: {} }));
				expect(composed(resources?.[0]?.resource.tags)).toEqual(composed(vm.tags));
			}
		}
		expect(passed).toBeGreaterThan(5);
	},
	60_000,
);

async function isRefused(
	synthesized: Promise<unknown> | undefined,
	field: string,
	id: ProviderId,
	vm: Vm,
): Promise<boolean> {
	try {
		await synthesized;
		return false;
	} catch (error) {
		const [name = ''] = field.split('.');
		expect(error, `${id} ${JSON.stringify(vm)}`).toMatchObject({ code: 'DOCUMENT_UNSAFE' });
		expect(String(error)).toContain(name);
		return true;
	}
}

const composed = (value: unknown) => JSON.parse(JSON.stringify(value).normalize('NFC'));

it("a project's own texts are checked like those of resources", async () => {
	const [gcp] = createProviders();
	for (const change of [
		{ name: '../../etc' },
		{ name: '${path.cwd}' },
		{ account: '${file("/etc/passwd")}' },
		{ region: 'x y' },
	]) {
		const project = { ...exampleProject('gcp'), ...change };
		await expect(gcp?.synthesize(project, [])).rejects.toMatchObject({ code: 'DOCUMENT_UNSAFE' });
	}
});

it('what passes the schema and the checks passes the audit: the two do not disagree', () => {
	for (const text of texts) {
		const parsed = vmSchema.shape.tags.safeParse({ team: text });
		if (parsed.success) expect(text).not.toMatch(/[$%]\{/);
	}
});
