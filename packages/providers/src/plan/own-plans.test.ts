import type { Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { inOrder } from '../../test/in-order.js';
import { planJson } from '../../test/plan-json.js';
import { planOf } from '../../test/plan-of.js';
import { createProviders } from '../create-providers.js';

it.each(createProviders().map((cloud) => [cloud.id, cloud] as const))(
	'a plan of what Portcullis wrote for %s is read back as it was asked for, with nothing unknown and nothing left',
	async (id, cloud) => {
		const project = exampleProject(id);
		const written: Resource[] = [
			...[
				exampleVm(id, { count: 2 }),
				exampleNetwork(id),
				exampleDatabase(id),
				exampleStorage(id),
				exampleKubernetes(id),
			],
		];
		const document = await cloud.synthesize(project, written);
		const plan = await planOf(planJson(document, project.region), { project });
		expect(plan.unmapped).toEqual([]);
		expect(plan.changes.map(({ address }) => address)).toEqual(
			written.map(({ kind, name }) => `${kind}/${name}`).sort(),
		);
		for (const { address, action, after } of plan.changes) {
			expect([address, action, after?.unknown]).toEqual([address, 'create', []]);
			// The zone was chosen when it was written.
			const asked = inOrder(written.find(({ kind }) => address.startsWith(kind)));
			expect({ fields: inOrder(after?.fields) }).toMatchObject({ fields: asked });
		}
	},
);
