import { checkDatabase } from '../doctor/check-database.js';
import { checkDiscordToken } from '../doctor/check-discord-token.js';
import { checkNode } from '../doctor/check-node.js';
import { checkPrices } from '../doctor/check-prices.js';
import { checkProviders } from '../doctor/check-providers.js';
import { checkTerraform } from '../doctor/check-terraform.js';
import type { Finding } from '../doctor/finding.js';
import type { Context } from '../gate/context.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { renderRows } from '../render/render-rows.js';
import type { Style } from '../render/style.js';

/** Looks at everything that the command needs, and says what to do about what is not as it should be. */
export async function doctor(context: Context): Promise<Outcome> {
	const { env } = context.io;
	const findings: readonly Finding[] = [
		checkNode(process.version),
		...(await Promise.all([checkDatabase(context), checkPrices(context), checkTerraform(env), checkProviders()])),
		checkDiscordToken(env),
	];
	const bad = findings.some(({ state }) => state === 'bad');
	return { status: bad ? 1 : 0, document: { kind: 'doctor', findings }, text: (style) => textOf(findings, style) };
}

function textOf(findings: readonly Finding[], style: Style): string {
	const rows = findings.map(({ check, state, found }) => [check, state, found]);
	const steps = findings.flatMap(({ check, next }) => (next === undefined ? [] : [`${check}: ${harmless(next)}`]));
	const table = renderRows(['check', 'state', 'found'], rows, style);
	return steps.length === 0 ? table : `${table}\n${steps.map((step) => `next: ${step}\n`).join('')}`;
}
