import type { Finding } from './finding.js';

/** The oldest Node that is supported, as package.json says it. */
const oldest = [20, 19] as const;

/** Whether this Node is new enough. */
export function checkNode(version: string): Finding {
	const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
	const enough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
	if (enough) return { check: 'node', state: 'good', found: version };
	return { check: 'node', state: 'bad', found: version, next: `install Node ${oldest.join('.')} or later` };
}
