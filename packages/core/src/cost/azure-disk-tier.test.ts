import { describe, expect, it } from 'vitest';
import { azureDiskTier } from './azure-disk-tier.js';

describe('azureDiskTier', () => {
	it('takes the smallest tier that holds the size, at its edges', () => {
		expect(azureDiskTier('balanced', 4)).toBe('E1-LRS');
		expect(azureDiskTier('balanced', 30)).toBe('E4-LRS');
		expect(azureDiskTier('balanced', 32)).toBe('E4-LRS');
		expect(azureDiskTier('balanced', 33)).toBe('E6-LRS');
		expect(azureDiskTier('ssd', 1024)).toBe('P30-LRS');
		expect(azureDiskTier('ssd', 1025)).toBe('P40-LRS');
		expect(azureDiskTier('ssd', 32_767)).toBe('P80-LRS');
	});

	it('starts at tier 4 for Standard HDD', () => {
		expect(azureDiskTier('standard', 8)).toBe('S4-LRS');
		expect(azureDiskTier('balanced', 8)).toBe('E2-LRS');
	});

	it('finds no tier for what none holds', () => {
		expect(azureDiskTier('standard', 32_768)).toBeUndefined();
	});
});
