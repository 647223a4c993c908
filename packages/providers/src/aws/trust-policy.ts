/** The policy of a role that one service of aws may take on. */
export function trustPolicy(service: string): string {
	return JSON.stringify({
		Version: '2012-10-17',
		Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
	});
}
