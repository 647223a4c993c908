// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { type Problem, type ProviderId, pathText, type Vm } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../test/examples.js';
import { createProviders } from './create-providers.js';

function check(provider: ProviderId, change: Partial<Vm>): readonly Problem[] {
	const cloud = createProviders().find(({ id }) => id === provider);
	return cloud?.check(exampleVm(provider, change), exampleProject(provider), new Map()) ?? [];
}

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJYzI';
const ecdsa = 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAI';
const azureSubnet =
	'/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/main/subnets/apps';
const tags = (...keys: string[]) => ({ tags: Object.fromEntries(keys.map((text) => [text, 'x'])) });

// Each: the change, the path of its one problem, and what the message must say would be right.
const refused: Record<ProviderId, [Partial<Vm>, string, RegExp][]> = {
	gcp: [
		[{ name: 'web-002' }, 'name', /use count/],
		[{ name: 'web-100' }, 'name', /use count/],
		[{ region: 'eu-west-1', zone: undefined as never }, 'region', /us-central1/],
		[{ region: 'westeurope' }, 'region', /us-central1/],
		[{ zone: 'europe-west1-b' }, 'zone', /us-central1-b/],
		[{ zone: 'us-central1' }, 'zone', /us-central1-b/],
		[{ zone: 'us-central1-b-c' }, 'zone', /us-central1-b/],
		[{ size: 't3.micro' }, 'size', /e2-small/],
		[{ size: 'Standard_B1s' }, 'size', /e2-small/],
		[{ size: 'c4-standard-2' }, 'size', /Hyperdisk/],
		[{ size: 'n4a-standard-2' }, 'size', /Hyperdisk/],
		[{ size: 'c3-standard-4', disk: { size_gib: 30, type: 'standard' } }, 'disk.type', /balanced or ssd/],
		[{ disk: { size_gib: 9, type: 'balanced' } }, 'disk.size_gib', /from 10 to 65536/],
		[tags('Team'), 'tags.Team', /lower-case letter/],
		[tags('a.b'), 'tags["a.b"]', /lower-case letter/],
		[tags('1a'), 'tags["1a"]', /lower-case letter/],
		[tags('a b'), 'tags["a b"]', /lower-case letter/],
		[tags('日'.repeat(43)), `tags["${'日'.repeat(43)}"]`, /lower-case letter/],
		[{ tags: { team: 'Core Team' } }, 'tags.team', /up to 63/],
		[{ tags: { team: 'x'.repeat(64) } }, 'tags.team', /up to 63/],
		[tags('managed-by'), 'tags.managed-by', /another key/],
		[tags('portcullis-project'), 'tags.portcullis-project', /another key/],
		[{ tags: JSON.parse('{"__proto__": "x"}') }, 'tags.__proto__', /another name|lower-case/],
		[{ subnet: 'projects/p/regions/europe-west1/subnetworks/s' }, 'subnet', /us-central1/],
		[{ subnet: 'subnet-0123456789/abc' }, 'subnet', /name of a subnet/],
		[{ subnet: azureSubnet }, 'subnet', /name of a subnet/],
		[{ ssh_public_key: key }, 'ssh_public_key', /OS Login; remove it/],
	],
	aws: [
		[{ name: 'web-010' }, 'name', /use count/],
		[{ region: 'us-central1' }, 'region', /us-east-1/],
		[{ region: 'eastus' }, 'region', /us-east-1/],
		[{ zone: 'us-east-2a' }, 'zone', /us-east-1a/],
		[{ zone: 'us-east-1' }, 'zone', /us-east-1a/],
		[{ zone: 'us-east-1ab' }, 'zone', /us-east-1a/],
		[{ zone: 'us-east-1z' }, 'zone', /us-east-1a/],
		[{ size: 'e2-small' }, 'size', /t3\.micro/],
		[{ disk: { size_gib: 30, type: 'standard' } }, 'disk.type', /balanced \(gp3\) or ssd \(io2\)/],
		[{ disk: { size_gib: 16_385, type: 'ssd' } }, 'disk.size_gib', /from 8 to 16384/],
		[tags('aws:name'), 'tags["aws:name"]', /another key/],
		[tags('AWS:name'), 'tags["AWS:name"]', /another key/],
		[tags('Name'), 'tags.Name', /remove it/],
		[tags('Managed-By'), 'tags.Managed-By', /another key/],
		[tags('portcullis-image'), 'tags.portcullis-image', /another key/],
		[tags('\u212b', '\u00c5'), 'tags["\u00c5"]', /keep one/],
		[tags('\ufb1d'), 'tags["\ufb1d"]', /writes as two/],
		[{ tags: { team: '\ufb1d' } }, 'tags.team', /writes as two/],
		[{ subnet: 'default' }, 'subnet', /subnet-0123456789abcdef0/],
		[{ subnet: 'subnet-0123456G' }, 'subnet', /subnet-0123456789abcdef0/],
		[{ ssh_public_key: ecdsa }, 'ssh_public_key', /ED25519 and RSA/],
	],
	azure: [
		[{ name: 'web-099' }, 'name', /use count/],
		[{ region: 'us-east-1' }, 'region', /westeurope/],
		[{ zone: 'westeurope-1' }, 'zone', /1, 2 or 3/],
		[{ size: 'e2-small' }, 'size', /Standard_B1s/],
		[{ size: 'Basic_A1' }, 'size', /Standard_B1s/],
		[{ size: 'Standard_A2_v2' }, 'size', /secure boot/],
		[{ size: 'Standard_D2_v3' }, 'size', /secure boot/],
		[{ size: 'Standard_D2ps_v5' }, 'size', /secure boot/],
		[{ size: 'Standard_B2pts_v2' }, 'size', /secure boot/],
		[{ size: 'Standard_D2_v5', disk: { size_gib: 30, type: 'ssd' } }, 'disk.type', /size with an s/],
		[{ disk: { size_gib: 29, type: 'balanced' } }, 'disk.size_gib', /from 30 to 4095/],
		[{ disk: { size_gib: 4096, type: 'balanced' } }, 'disk.size_gib', /from 30 to 4095/],
		[tags('a/b'), 'tags["a/b"]', /may not hold/],
		[tags('Azure-x'), 'tags.Azure-x', /another key/],
		[tags('windowsVersion'), 'tags.windowsVersion', /another key/],
		[tags('team', 'Team'), 'tags.Team', /keep one/],
		[{ subnet: 'default' }, 'subnet', /\/subscriptions\//],
		[{ ssh_public_key: ecdsa }, 'ssh_public_key', /ED25519 and RSA/],
	],
};

const accepted: Record<ProviderId, Partial<Vm>[]> = {
	gcp: [
		{},
		{ zone: 'us-central1-f' },
		{ region: 'us-east1', zone: 'us-east1-d' },
		{ subnet: 'apps' },
		{ subnet: 'projects/host/regions/us-central1/subnetworks/apps' },
		{ size: 't2a-standard-1' },
		{ size: 'e2-custom-2-4096' },
		{ size: 'c3-standard-4', disk: { size_gib: 10, type: 'ssd' } },
		{ name: 'web-2' },
		{ name: 'web-101' },
		{ tags: { équipe: 'cœur', a_b: '', 日本: '1' } },
		{ name: 'x'.repeat(40), count: 100 },
	],
	aws: [
		{},
		{ zone: 'us-east-1f' },
		{ region: 'us-west-2', zone: 'us-west-2-lax-1a' },
		{ region: 'us-gov-west-1' },
		{ subnet: 'subnet-0123456789abcdef0', ssh_public_key: key },
		{ tags: { 'Cost Center': 'A/B: 1+1=2 @home', '//': 'x', name: 'x' } },
		{ size: 'm7i-flex.large', disk: { size_gib: 8, type: 'ssd' } },
		{ size: 'u7i-12tb.224xlarge' },
	],
	azure: [
		{},
		{ zone: '3', subnet: azureSubnet, ssh_public_key: key },
		{ size: 'Standard_B1s', disk: { size_gib: 30, type: 'ssd' } },
		{ size: 'Standard_DS1_v2', disk: { size_gib: 4095, type: 'ssd' } },
		{ size: 'Standard_D2ps_v6' },
		{ size: 'Standard_M8-2ms' },
		{ size: 'Standard_NC24ads_A100_v4', disk: { size_gib: 64, type: 'ssd' } },
		{ tags: { 'Cost Center': 'x', team: '' } },
	],
};

describe.each(['gcp', 'aws', 'azure'] as const)('on %s', (provider) => {
	it.each(refused[provider])('%j is refused with its path and what would be right', (change, path, message) => {
		const problems = check(provider, change).filter((problem) => pathText(problem.path) === path);
		expect(problems.length).toBeGreaterThan(0);
		expect(problems.map((problem) => problem.message).join()).toMatch(message);
		expect(check(provider, change).map((problem) => pathText(problem.path))).toEqual(problems.map(() => path));
	});

	it.each(accepted[provider])('%j is accepted', (change) => {
		expect(check(provider, change)).toEqual([]);
	});

	it('a resource that the cloud would refuse is not written either', async () => {
		const cloud = createProviders().find(({ id }) => id === provider);
		const vm = exampleVm(provider, { zone: 'nowhere' });
		await expect(cloud?.synthesize(exampleProject(provider), [vm])).rejects.toThrowError(/^vm\/web: zone .*nowhere/);
		const wrong = exampleVm(provider, { size: '${path.cwd}' });
		await expect(cloud?.synthesize(exampleProject(provider), [wrong])).rejects.toThrowError(/^a resource: size /);
		const other = exampleProject(provider === 'gcp' ? 'aws' : 'gcp');
		await expect(cloud?.synthesize(other, [])).rejects.toThrowError(/is on/);
		const twice = [exampleVm(provider), exampleVm(provider)];
		await expect(cloud?.synthesize(exampleProject(provider), twice)).rejects.toMatchObject({ code: 'DOCUMENT_UNSAFE' });
	});
});
