import { expect, it } from 'vitest';
import { planOf } from '../../test/plan-of.js';

async function accountOf(
	type: string,
	after: object,
	expressions: object,
	variables = {},
): Promise<string | undefined> {
	const cloud = type.split('_', 1)[0] ?? '';
	const address = `${type}.a`;
	const change = { actions: ['create'], before: null, after, after_unknown: {} };
	const { blocks } = await planOf({
		format_version: '1.2',
		variables,
		resource_changes: [{ address, mode: 'managed', type, name: 'a', provider_name: cloud, change }],
		configuration: {
			provider_config: { [cloud]: { name: cloud, expressions } },
			root_module: { resources: [{ address, provider_config_key: cloud }], variables: { account: {} } },
		},
	});
	return blocks[0]?.account;
}

it('reads the account from the resource, else from the configuration of its provider, and guesses none', async () => {
	const constant = (value: unknown) => ({ constant_value: value });
	const variable = { references: ['var.account'] };
	const given = { account: { value: 'from-var' } };
	const id = '/subscriptions/ABC-1/resourceGroups/x';
	expect([
		await accountOf('google_compute_address', { project: 'live' }, { project: constant('other') }),
		await accountOf('google_compute_address', { project: '4711' }, { project: variable }, given),
		await accountOf('aws_elb', { arn: 'arn:aws:elb:eu-west-1:123456789012:x' }, {}),
		await accountOf('aws_elb', {}, { allowed_account_ids: constant(['123456789012']) }),
		await accountOf('aws_elb', {}, { allowed_account_ids: constant(['123456789012', '210987654321']) }),
		await accountOf('azurerm_public_ip', { id }, {}),
		await accountOf('azurerm_public_ip', {}, { subscription_id: variable }, given),
		await accountOf('azurerm_public_ip', {}, { subscription_id: { references: ['data.x.y'] } }),
		await accountOf('random_id', { project: 'live' }, {}),
	]).toEqual([
		'live',
		'from-var',
		'123456789012',
		'123456789012',
		undefined,
		'abc-1',
		'from-var',
		undefined,
		undefined,
	]);
});
