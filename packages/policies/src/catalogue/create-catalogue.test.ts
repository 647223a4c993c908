import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PriceQuery, providerIds } from '@portcullis/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';

const catalogue = createCatalogue();
const ask = (provider: PriceQuery['provider'], service: PriceQuery['service'], type: string, region: string) =>
	catalogue.price({ provider, service, type, region });

describe('prices', () => {
	it('gives the price as the table writes it, with unit, factor, source and day', () => {
		expect(ask('gcp', 'vm', 'e2-small', 'us-central1')).toEqual({
			kind: 'priced',
			usd: '0.0167529',
			unit: 'hour',
			month_factor: 1,
			source: 'gcp-vm.csv, G1: Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml',
			date: '2026-07-30',
		});
	});

	it.each([
		['gcp', 'vm', 'n1-standard-1', 'us-central1', '0.0474998', 'hour', 0.7, '2026-07-30'],
		['gcp', 'disk', 'pd-balanced', 'us-central1', '0.1', 'gib-month', 1, '2026-07-30'],
		['gcp', 'address', 'external-ip-vm', 'us-central1', '0.005', 'hour', 1, '2026-07-30'],
		['aws', 'vm', 't3.micro', 'us-east-1', '0.0104', 'hour', 1, '2026-07-20'],
		['aws', 'vm', 't3.micro', 'eu-west-1', '0.0114', 'hour', 1, '2025-04-24'],
		['aws', 'disk', 'gp3', 'us-east-1', '0.08', 'gib-month', 1, '2021-07-14'],
		['aws', 'disk-iops', 'io1', 'us-east-1', '0.065', 'iops-month', 1, '2021-07-14'],
		['aws', 'address', 'public-ipv4', 'eu-west-1', '0.005', 'hour', 1, '2026-07'],
		['azure', 'address', 'public-ip', 'westeurope', '0.005', 'hour', 1, '2026'],
		['azure', 'vm', 'Standard_B1s', 'eastus', '0.0104', 'hour', 1, '2026-06-18'],
		['azure', 'vm', 'Standard_D2s_v5', 'westeurope', '0.115', 'hour', 1, '2026-07/08'],
		['azure', 'disk', 'E4-LRS', 'eastus', '2.4', 'disk-month', 1, '2026'],
	] as const)('of %s %s %s in %s', (provider, service, type, region, usd, unit, month_factor, date) => {
		expect(ask(provider, service, type, region)).toMatchObject({ kind: 'priced', usd, unit, month_factor, date });
	});

	it('cites every source from which a cell may be, and the oldest day', () => {
		const answer = ask('azure', 'vm', typeFrom('Z1+Z2'), 'westus3');
		expect(answer).toMatchObject({ date: '2025-04-24' });
		expect(answer.kind === 'priced' && answer.source).toMatch(/^azure-vm\.csv, Z1: Azure\/.+ or Z2: LeanerCloud\//);
	});

	it('says of a source without a repository that there is none', () => {
		const answer = ask('aws', 'disk', 'gp3', 'us-east-1');
		expect(answer.kind === 'priced' && answer.source).toBe(
			'storage.csv, A3: VolumePricingHelper.swift (repository not known)',
		);
	});

	it.each([
		['an empty cell', 'gcp', 'vm', 'e2-small', 'africa-south1', 'no price of e2-small in africa-south1'],
		['an unknown type', 'gcp', 'vm', 'e2-smal', 'us-central1', 'no machine type e2-smal of gcp'],
		["another cloud's type", 'gcp', 'vm', 't3.micro', 'us-central1', 'no machine type t3.micro of gcp'],
		['an unknown region', 'gcp', 'vm', 'e2-small', 'us-central9', 'no region us-central9 of gcp'],
		['a column that is no region', 'gcp', 'vm', 'e2-small', 'vcpu', 'no region vcpu of gcp'],
		['the factor in place of a region', 'gcp', 'vm', 'e2-small', 'sudFactor730h', 'no region sudFactor730h'],
		['a disk that the region lacks', 'azure', 'disk', 'E4-LRS', 'westus2', 'no price of E4-LRS in westus2'],
		['a disk in an unknown region', 'azure', 'disk', 'E4-LRS', 'moon', 'no region moon of azure'],
		['IOPS of io2', 'aws', 'disk-iops', 'io2', 'us-east-1', 'no price of io2 in us-east-1'],
		['an address in an unknown region', 'aws', 'address', 'public-ipv4', 'moon', 'no region moon of aws'],
		['a service that is no address', 'aws', 'address', 'nat-gateway', 'us-east-1', 'no price of nat-gateway'],
	] as const)('does not know %s, and says where it looked', (_, provider, service, type, region, reason) => {
		const answer = ask(provider, service, type, region);
		expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) });
		expect(answer.kind === 'unknown' && answer.looked_in).toMatch(/^[a-z-]+\.csv: /);
	});

	it.each(['*', '', 'gp3,us-east-1', 'e2-small\n', '../storage', '__proto__ ', '$(x)'])(
		'knows nothing of what is not a name: %j',
		(text) => {
			for (const service of ['vm', 'disk', 'address'] as const) {
				for (const answer of [ask('aws', service, text, 'us-east-1'), ask('aws', service, 'public-ipv4', text)]) {
					// Nor is it repeated: it may hold what a terminal or a chat would act on.
					expect(answer).toMatchObject({ kind: 'unknown', looked_in: 'names of the catalogue' });
				}
			}
		},
	);

	it('knows nothing of names that objects have by themselves', () => {
		for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
			expect(ask('gcp', 'vm', name, 'us-central1').kind).toBe('unknown');
			expect(ask('gcp', 'vm', 'e2-small', name).kind).toBe('unknown');
			expect(catalogue.machineType('gcp', name)).toBeUndefined();
		}
	});
});

describe('machines and regions', () => {
	it('knows the figures of a type', () => {
		expect(catalogue.machineType('gcp', 'e2-small')).toEqual({
			name: 'e2-small',
			vcpu_milli: 500,
			memory_mib: 2048,
			gpu: 0,
		});
		expect(catalogue.machineType('gcp', 'a2-highgpu-4g')).toEqual({
			name: 'a2-highgpu-4g',
			vcpu_milli: 48_000,
			memory_mib: 348_160,
			gpu: 4,
		});
		expect(catalogue.machineType('azure', 'Basic_A0')).toMatchObject({ vcpu_milli: 1000, memory_mib: 768 });
		expect(catalogue.machineType('gcp', 'e2-smal')).toBeUndefined();
	});

	it('leaves out a figure that the table lacks', () => {
		const bare = catalogue
			.machineTypes('aws')
			.filter((name) => catalogue.machineType('aws', name)?.vcpu_milli === undefined);
		expect(bare.length).toBe(461);
		for (const name of bare) {
			expect(catalogue.machineType('aws', name)).toMatchObject({ name });
			expect(catalogue.machineType('aws', name)).not.toHaveProperty('memory_mib');
		}
	});

	it('lists every type and region of a cloud, all of which it knows', () => {
		expect(providerIds.map((provider) => catalogue.regions(provider).length)).toEqual([43, 34, 58]);
		expect(providerIds.map((provider) => catalogue.machineTypes(provider).length)).toEqual([523, 1378, 1817]);
		for (const provider of providerIds) {
			const unknown = catalogue.machineTypes(provider).filter((name) => !catalogue.machineType(provider, name));
			expect(unknown).toEqual([]);
		}
	});
});

describe('files', () => {
	const made: string[] = [];
	afterAll(() => {
		for (const folder of made) rmSync(folder, { recursive: true });
	});
	const own = new URL('../../prices/', import.meta.url);

	/** A copy of the prices with files changed or left out; `summed` brings the checksums up to date. */
	const copy = (changes: Readonly<Record<string, string | null>>, summed: boolean): URL => {
		const folder = mkdtempSync(join(tmpdir(), 'prices-'));
		made.push(folder);
		cpSync(own, folder, { recursive: true });
		for (const [file, text] of Object.entries(changes)) {
			if (text === null) rmSync(join(folder, file));
			else writeFileSync(join(folder, file), text);
		}
		if (summed) {
			const files = readdirSync(folder).filter((file) => /\.csv$|^sources\.json$|^VERSION$/.test(file));
			const line = (file: string) =>
				`${createHash('sha256')
					.update(readFileSync(join(folder, file)))
					.digest('hex')}  ${file}\n`;
			writeFileSync(join(folder, 'SHA256SUMS'), files.map(line).join(''));
		}
		return pathToFileURL(`${folder}/`);
	};
	const text = (file: string) => readFileSync(new URL(file, own), 'latin1');
	const price = (folder: URL) =>
		createCatalogue({ folder }).price({ provider: 'gcp', service: 'vm', type: 'e2-small', region: 'us-central1' });
	const damaged = (place: string) =>
		expect.objectContaining({ code: 'PRICES_DAMAGED', message: expect.stringContaining(`prices/${place}`) });

	it('names data and state', () => {
		expect(catalogue.id).toMatch(/^2026-11-24\+[0-9a-f]{16}$/);
		const changed = copy({ 'gcp-vm.csv': text('gcp-vm.csv').replace('0.0167529', '0.0167528') }, true);
		expect(createCatalogue({ folder: changed }).id).not.toBe(catalogue.id);
		expect(price(changed)).toMatchObject({ usd: '0.0167528' });
	});

	it('reads nothing before it is asked, and then what it needs', () => {
		const folder = copy(
			{ 'aws-vm.csv': null, 'azure-vm.csv': 'damaged', 'storage.csv': null, 'services.csv': '' },
			false,
		);
		expect(price(folder).kind).toBe('priced');
		createCatalogue({ folder: new URL('nowhere/', folder) });
	});

	it('refuses a price that was changed, although it still is one', () => {
		const folder = copy({ 'gcp-vm.csv': text('gcp-vm.csv').replace('0.0167529', '0.0067529') }, false);
		expect(() => price(folder)).toThrow(damaged('gcp-vm.csv: differs from its line in SHA256SUMS'));
	});

	it('names the line that is malformed', () => {
		const lines = text('gcp-vm.csv').split('\n');
		const folder = (line: number, change: (line: string) => string) =>
			copy({ 'gcp-vm.csv': lines.map((text, index) => (index + 1 === line ? change(text) : text)).join('\n') }, false);
		expect(() => price(folder(300, (text) => text.slice(0, 40)))).toThrow(damaged('gcp-vm.csv, line 300: '));
		expect(() => price(folder(17, (text) => `${text}x`))).toThrow(damaged('gcp-vm.csv, line 17: '));
		expect(() => price(copy({ 'gcp-vm.csv': lines.slice(0, 200).join('\n') }, false))).toThrow(
			damaged('gcp-vm.csv, line 200: the file ends within a line'),
		);
	});

	it('knows no price in an empty cell of a list', () => {
		const empty = text('services.csv').replace('public-ipv4,*,hour,0.005', 'public-ipv4,*,hour,');
		const address = { provider: 'aws', service: 'address', type: 'public-ipv4', region: 'eu-west-1' } as const;
		expect(createCatalogue({ folder: copy({ 'services.csv': empty }, true) }).price(address).kind).toBe('unknown');
	});

	it('refuses a row that is malformed although the checksum is right', () => {
		const folder = copy({ 'gcp-vm.csv': text('gcp-vm.csv').replace('0.0167529', 'NaN') }, true);
		const line =
			text('gcp-vm.csv')
				.split('\n')
				.findIndex((row) => row.startsWith('e2-small,')) + 1;
		expect(() => price(folder)).toThrow(damaged(`gcp-vm.csv, line ${line}: "NaN" is not a price`));
		const factor = (written: string) =>
			copy({ 'gcp-vm.csv': text('gcp-vm.csv').replace('e2-small,0.5,2,,1,', `e2-small,0.5,2,,${written},`) }, true);
		for (const written of ['', '0', '1.5', '-1'])
			expect(() => price(factor(written))).toThrow(damaged('gcp-vm.csv, line'));
		const unit = copy(
			{ 'services.csv': text('services.csv').replaceAll('public-ipv4,*,hour', 'public-ipv4,*,day') },
			true,
		);
		const address = { provider: 'aws', service: 'address', type: 'public-ipv4', region: 'eu-west-1' } as const;
		expect(() => createCatalogue({ folder: unit }).price(address)).toThrow(damaged('services.csv, line'));
		const figure = copy({ 'gcp-vm.csv': text('gcp-vm.csv').replace('e2-small,0.5,', 'e2-small,0,') }, true);
		expect(() => createCatalogue({ folder: figure }).machineType('gcp', 'e2-small')).toThrow(
			damaged('gcp-vm.csv, line'),
		);
	});

	it('refuses files that are missing or cannot be understood', () => {
		expect(() => price(copy({ 'gcp-vm.csv': null }, false))).toThrow(damaged('gcp-vm.csv: cannot be read'));
		expect(() => price(copy({ SHA256SUMS: null }, false))).toThrow(damaged('SHA256SUMS: cannot be read'));
		expect(() => price(copy({ SHA256SUMS: 'x\n' }, false))).toThrow(damaged('SHA256SUMS, line 1: '));
		expect(() => price(copy({ SHA256SUMS: '' }, false))).toThrow(damaged('gcp-vm.csv: not in SHA256SUMS'));
		expect(() => price(copy({ 'sources.json': '{' }, true))).toThrow(damaged('sources.json: is not JSON'));
		expect(() => price(copy({ 'sources.json': 'null' }, true))).toThrow(damaged('sources.json: G1 of gcp-vm.csv'));
		expect(() => price(copy({ 'sources.json': '{"G1":{"repo":"a/b"}}' }, true))).toThrow(
			damaged('sources.json: G1 lacks'),
		);
		expect(() => createCatalogue({ folder: copy({ VERSION: '2030-01-01\n' }, false) }).id).toThrow(
			damaged('VERSION: '),
		);
	});
});

/** A type of azure whose row names these sources and has a price in the last region. */
function typeFrom(sources: string): string {
	const rows = readFileSync(new URL('../../prices/azure-vm.csv', import.meta.url), 'latin1').split('\n');
	const found = rows.map((row) => row.split(',')).find((cells) => cells[4] === sources && cells.at(-1) !== '');
	if (found?.[0] === undefined) throw new Error(`no row of ${sources}`);
	return found[0];
}
