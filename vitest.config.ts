import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			...['rego', 'core', 'policies', 'providers', 'cli'].map((name) => ({
				test: { name, root: `packages/${name}`, include: ['src/**/*.test.ts'], testTimeout: 30_000 },
			})),
			{ test: { name: 'across', root: 'test', include: ['**/*.test.ts'], testTimeout: 60_000 } },
		],
	},
});
