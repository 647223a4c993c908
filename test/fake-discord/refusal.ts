/** An error answer of Discord: topics/opcodes-and-status-codes.mdx. */
export interface Refusal {
	readonly status: number;
	readonly code: number;
	readonly message: string;
}

/** The refusals that the fake knows. */
export const refusals = {
	unauthorized: { status: 401, code: 0, message: '401: Unauthorized' },
	unknownRoute: { status: 404, code: 0, message: '404: Not Found' },
	unknownChannel: { status: 404, code: 10003, message: 'Unknown Channel' },
	unknownGuild: { status: 404, code: 10004, message: 'Unknown Guild' },
	unknownMember: { status: 404, code: 10007, message: 'Unknown Member' },
	unknownMessage: { status: 404, code: 10008, message: 'Unknown Message' },
	unknownWebhook: { status: 404, code: 10015, message: 'Unknown Webhook' },
	unknownUser: { status: 404, code: 10013, message: 'Unknown User' },
	unknownInteraction: { status: 404, code: 10062, message: 'Unknown interaction' },
	unknownCommand: { status: 404, code: 10063, message: 'Unknown application command' },
	alreadyAcknowledged: { status: 400, code: 40060, message: 'Interaction has already been acknowledged.' },
	missingAccess: { status: 403, code: 50001, message: 'Missing Access' },
	notTheAuthor: { status: 403, code: 50005, message: 'Cannot edit a message authored by another user' },
	directMessagesClosed: { status: 403, code: 50007, message: 'Cannot send messages to this user' },
	missingPermissions: { status: 403, code: 50013, message: 'Missing Permissions' },
	invalidToken: { status: 401, code: 50027, message: 'Invalid Webhook Token' },
	invalidForm: { status: 400, code: 50035, message: 'Invalid Form Body' },
} as const satisfies Record<string, Refusal>;
