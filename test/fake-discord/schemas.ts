import * as spec from 'discord-api-spec/zod';
import type {
	RESTPatchAPIChannelMessageJSONBody,
	RESTPostAPIApplicationCommandsJSONBody,
	RESTPostAPIChannelMessageJSONBody,
	RESTPostAPICurrentUserCreateDMChannelJSONBody,
	RESTPostAPIInteractionCallbackJSONBody,
	RESTPostAPIWebhookWithTokenJSONBody,
} from 'discord-api-types/v10';
import { en } from 'zod/locales';
import { boolean, nullish, number, string, union } from 'zod/mini';
import { type $ZodShape, type $ZodType, safeParse } from 'zod/v4/core';
import { problemsOf } from './problems.js';
import { closing } from './strict.js';

// What discord.js 14.28 sends, and Discord takes, beyond the description.
const message = { tts: nullish(boolean()), enforce_nonce: nullish(boolean()) };
// Documented as a string of decimal digits; the description wants a number.
const command = {
	nsfw: nullish(boolean()),
	default_member_permissions: nullish(union([string(), number()])),
};

// zod/mini has no words of its own.
const inEnglish = { error: en().localeError };

const close = closing(
	new Map<$ZodType, $ZodShape>([
		[spec.IncomingWebhookInteractionRequestSchema, message],
		[spec.IncomingWebhookRequestPartialSchema, message],
		[spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema, message],
		[spec.IncomingWebhookUpdateRequestPartialSchema, message],
		[spec.MessageEditRequestPartialSchema, message],
		[spec.ApplicationCommandCreateRequestSchema, command],
		[spec.ApplicationCommandPatchRequestPartialSchema, command],
		[spec.ApplicationCommandUpdateRequestSchema, command],
	]),
);

/** Each body that a client may send, by a name, as its type. */
export interface Bodies {
	command: RESTPostAPIApplicationCommandsJSONBody;
	commandInBulk: RESTPostAPIApplicationCommandsJSONBody;
	commandEdit: Partial<RESTPostAPIApplicationCommandsJSONBody>;
	callback: RESTPostAPIInteractionCallbackJSONBody;
	followUp: RESTPostAPIWebhookWithTokenJSONBody;
	followUpEdit: RESTPatchAPIChannelMessageJSONBody;
	message: RESTPostAPIChannelMessageJSONBody;
	messageEdit: RESTPatchAPIChannelMessageJSONBody;
	directChannel: RESTPostAPICurrentUserCreateDMChannelJSONBody;
}

const callbacks: Readonly<Record<number, $ZodType>> = {
	4: close(spec.CreateMessageInteractionCallbackRequestSchema),
	5: close(spec.CreateMessageInteractionCallbackRequestSchema),
	6: close(spec.UpdateMessageInteractionCallbackRequestSchema),
	7: close(spec.UpdateMessageInteractionCallbackRequestSchema),
	8: close(spec.ApplicationCommandAutocompleteCallbackRequestSchema),
	9: close(spec.ModalInteractionCallbackRequestSchema),
};

const requests: Readonly<Record<Exclude<keyof Bodies, 'callback'>, $ZodType>> = {
	command: close(spec.ApplicationCommandCreateRequestSchema),
	commandInBulk: close(spec.ApplicationCommandUpdateRequestSchema),
	commandEdit: close(spec.ApplicationCommandPatchRequestPartialSchema),
	followUp: close(spec.IncomingWebhookRequestPartialSchema),
	followUpEdit: close(spec.IncomingWebhookUpdateRequestPartialSchema),
	message: close(spec.MessageCreateRequestSchema),
	messageEdit: close(spec.MessageEditRequestPartialSchema),
	directChannel: close(spec.CreatePrivateChannelRequestSchema),
};

const responses = {
	callback: close(spec.InteractionCallbackResponseSchema),
	channel: close(spec.GuildChannelResponseSchema),
	command: close(spec.ApplicationCommandResponseSchema),
	directChannel: close(spec.PrivateChannelResponseSchema),
	gateway: close(spec.GatewayBotResponseSchema),
	member: close(spec.GuildMemberResponseSchema),
	message: close(spec.MessageResponseSchema),
	rateLimited: spec.RatelimitedResponseSchema,
	refusal: spec.ErrorResponseSchema,
	role: close(spec.GuildRoleResponseSchema),
	user: close(spec.UserResponseSchema),
} as const satisfies Record<string, $ZodType>;

/** An answer of Discord that its description has a schema for. */
export type ResponseName = keyof typeof responses;

/** A body that the description allows, or what is wrong with it. */
export type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly problems: string[] };

/** Holds what a client sent to Discord's own description, without a field beyond it. */
export function checkRequest<N extends keyof Bodies>(name: N, body: unknown): Checked<Bodies[N]> {
	const schema = name === 'callback' ? callbackSchema(body) : requests[name as Exclude<N, 'callback'>];
	if (schema === undefined) return { ok: false, problems: ['type: is none of 4 to 9'] };
	const parsed = safeParse(schema, body, inEnglish);
	// The types of discord-api-types and the schemas of discord-api-spec are two descriptions of one thing.
	return parsed.success
		? { ok: true, body: body as Bodies[N] }
		: { ok: false, problems: problemsOf(parsed.error.issues) };
}

function callbackSchema(body: unknown): $ZodType | undefined {
	const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
	return typeof type === 'number' ? callbacks[type] : undefined;
}

/** What is wrong with an answer of the fake itself. */
export function checkResponse(name: ResponseName, body: unknown): string[] {
	const parsed = safeParse(responses[name], body, inEnglish);
	return parsed.success ? [] : problemsOf(parsed.error.issues);
}
