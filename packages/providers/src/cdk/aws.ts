import { loadClasses } from './load.js';

/**
 * The classes of `@cdktf/provider-aws` that we use, each from its own file: the package's index takes 6 s and
 * 530 MB to load.
 *
 * @throws PortcullisError `PROVIDER_MISSING` where the package is not installed
 */
export async function loadAws() {
	return loadClasses('aws', async () => {
		const [provider, instance, group, egress, role, profile, attachment, key, parameter, subnet] = await Promise.all([
			import('@cdktf/provider-aws/lib/provider/index.js'),
			import('@cdktf/provider-aws/lib/instance/index.js'),
			import('@cdktf/provider-aws/lib/security-group/index.js'),
			import('@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js'),
			import('@cdktf/provider-aws/lib/iam-role/index.js'),
			import('@cdktf/provider-aws/lib/iam-instance-profile/index.js'),
			import('@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js'),
			import('@cdktf/provider-aws/lib/key-pair/index.js'),
			import('@cdktf/provider-aws/lib/data-aws-ssm-parameter/index.js'),
			import('@cdktf/provider-aws/lib/data-aws-subnet/index.js'),
		]);
		return {
			AwsProvider: provider.AwsProvider,
			Instance: instance.Instance,
			SecurityGroup: group.SecurityGroup,
			VpcSecurityGroupEgressRule: egress.VpcSecurityGroupEgressRule,
			IamRole: role.IamRole,
			IamInstanceProfile: profile.IamInstanceProfile,
			IamRolePolicyAttachment: attachment.IamRolePolicyAttachment,
			KeyPair: key.KeyPair,
			DataAwsSsmParameter: parameter.DataAwsSsmParameter,
			DataAwsSubnet: subnet.DataAwsSubnet,
		};
	});
}

/** What {@link loadAws} gives. */
export type AwsClasses = Awaited<ReturnType<typeof loadAws>>;
