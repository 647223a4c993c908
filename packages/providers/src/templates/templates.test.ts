import { contains, type Network, overlaps, type ResourceRequest } from '@portcullis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTemplates } from './create-templates.js';

const templates = createTemplates();
const names = templates.list().map(({ name }) => name);

function expanded(name: string, parameters: object): readonly ResourceRequest[] {
	const result = templates.expand(name, parameters);
	if (result.kind === 'refused') throw new Error(JSON.stringify(result));
	return result.value;
}

function problems(name: string, parameters: unknown): readonly (readonly [string, string])[] {
	const result = templates.expand(name, parameters);
	return result.kind === 'ok' ? [] : result.problems.map(({ path, message }) => [path.join('.'), message]);
}

describe('every template', () => {
	it.each(names)('%s needs nothing but a name, and begins every name with it', (name) => {
		const resources = expanded(name, { name: 'shop' });
		expect(resources.length).toBeGreaterThan(0);
		for (const resource of resources) expect(resource.name).toMatch(/^shop-/);
	});

	it.each(names)('%s describes each parameter, with its default as it holds', (name) => {
		const template = templates.list().find((each) => each.name === name);
		for (const { description } of template?.parameters ?? []) expect(description).not.toBe('');
		const defaults = Object.fromEntries(
			(template?.parameters ?? []).flatMap((each) => (each.default === undefined ? [] : [[each.name, each.default]])),
		);
		expect(expanded(name, { ...defaults, name: 'shop' })).toEqual(expanded(name, { name: 'shop' }));
	});

	it.each(names)('%s gives nothing an address that the internet can reach unless it is told to', (name) => {
		for (const resource of expanded(name, { name: 'shop' })) {
			expect({ public_ip: false, public_access: false, public_endpoint: false, ...resource }).toMatchObject({
				public_ip: false,
				public_access: false,
				public_endpoint: false,
			});
		}
	});

	it.each(names)('%s puts everything into the region that it is told', (name) => {
		const regions = expanded(name, { name: 'shop', region: 'europe-west1' }).map(({ region }) => region);
		expect(new Set(regions)).toEqual(new Set(['europe-west1']));
	});

	it.each(names)('%s refers to networks that it makes itself, and to subnets of theirs', (name) => {
		const resources = expanded(name, { name: 'shop' });
		const networks = new Map(
			resources.flatMap((each) => (each.kind === 'network' ? [[each.name, each] as const] : [])),
		);
		for (const resource of resources) {
			if (!('network' in resource) || resource.network === undefined) continue;
			const network = networks.get(resource.network);
			expect(network).toBeDefined();
			const subnet = resource.kind === 'vm' ? resource.subnet : undefined;
			if (subnet !== undefined) expect(network?.subnets.map((each) => each.name)).toContain(subnet);
		}
	});

	it.each(names)('%s refuses a parameter that it does not have, and says which', (name) => {
		expect(problems(name, { name: 'shop', sise: 'small' }).map(([path]) => path)).toEqual(['sise']);
		expect(problems(name, {}).map(([path]) => path)).toEqual(['name']);
		expect(problems(name, null)).toHaveLength(1);
	});
});

describe('ranges', () => {
	it('lie within that of the network, whatever it is, and apart', () => {
		fc.assert(
			fc.property(fc.integer({ min: 8, max: 20 }), fc.integer({ min: 0, max: 255 }), (prefix, second) => {
				const cidr = prefix <= 8 ? '10.0.0.0/8' : `10.${second & (0xff << Math.max(0, 16 - prefix))}.0.0/${prefix}`;
				const network = expanded('three-tier', { name: 'shop', cidr }).find(
					(each): each is Network => each.kind === 'network',
				);
				const cidrs = network?.subnets.map((subnet) => subnet.cidr) ?? [];
				expect(cidrs).toHaveLength(4);
				for (const [index, own] of cidrs.entries()) {
					expect(contains(cidr, own)).toBe(true);
					expect(cidrs.slice(0, index).some((other) => overlaps(other, own))).toBe(false);
				}
			}),
		);
	});

	it('too small for the subnets are refused', () => {
		expect(problems('three-tier', { name: 'shop', cidr: '10.0.0.0/24' })).toEqual([['cidr', 'must be from /8 to /20']]);
	});
});

it('a cluster whose least is more than its most is refused; one that says only its least grows to it', () => {
	expect(problems('kubernetes-app', { name: 'shop', min_nodes: 5, max_nodes: 2 })).toMatchObject([
		['resources.1.node_pools.0.max', 'must be at least min'],
	]);
	const [, cluster] = expanded('kubernetes-app', { name: 'shop', min_nodes: 7 });
	expect(cluster).toMatchObject({ node_pools: [{ min: 7, max: 7 }] });
});

it('an unknown template is refused, and the nearest is named', () => {
	expect(templates.expand('three-teir', {})).toMatchObject({
		kind: 'refused',
		code: 'TEMPLATE_UNKNOWN',
		message: 'there is no template three-teir; did you mean three-tier?',
	});
});
