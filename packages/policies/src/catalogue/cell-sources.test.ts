import { describe, expect, it } from 'vitest';
import { cellSources } from './cell-sources.js';

describe('cellSources', () => {
	it.each([
		['aws-vm', 'A1+A2', 'us-east-1', 'A2'],
		['aws-vm', 'A1+A2', 'us-gov-west-1', 'A2'],
		['aws-vm', 'A1+A2', 'eu-west-1', 'A1'],
		['aws-vm', 'A1', 'us-east-1', 'A1'],
		['aws-vm', 'A2', 'eu-west-1', 'A2'],
		['azure-vm', 'Z1+Z9', 'westeurope', 'Z9'],
		['azure-vm', 'Z1+Z2+Z9', 'northeurope', 'Z9'],
		['azure-vm', 'Z1+Z9', 'eastus', 'Z1'],
		['azure-vm', 'Z1', 'westeurope', 'Z1'],
		['azure-vm', 'Z1+Z2+Z9', 'eastus', 'Z1 Z2'],
		['azure-vm', 'Z1+Z2', 'westeurope', 'Z1 Z2'],
		['gcp-db', 'G2+G3', 'asia-east1', 'G2 G3'],
	] as const)('in %s takes a cell of %s in %s to be from %s', (table, sources, region, codes) => {
		expect(cellSources(table, sources, region).join(' ')).toBe(codes);
	});
});
