// The package names a JavaScript file as its types.
declare module 'discord-api-spec/zod' {
	import type { $ZodObject, $ZodType } from 'zod/v4/core';

	export const ApplicationCommandAutocompleteCallbackRequestSchema: $ZodObject;
	export const ApplicationCommandCreateRequestSchema: $ZodObject;
	export const ApplicationCommandPatchRequestPartialSchema: $ZodObject;
	export const ApplicationCommandResponseSchema: $ZodObject;
	export const ApplicationCommandUpdateRequestSchema: $ZodObject;
	export const CreateMessageInteractionCallbackRequestSchema: $ZodObject;
	export const CreatePrivateChannelRequestSchema: $ZodObject;
	export const GatewayBotResponseSchema: $ZodObject;
	export const GuildChannelResponseSchema: $ZodObject;
	export const GuildMemberResponseSchema: $ZodObject;
	export const GuildRoleResponseSchema: $ZodObject;
	export const IncomingWebhookInteractionRequestSchema: $ZodObject;
	export const IncomingWebhookRequestPartialSchema: $ZodObject;
	export const IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema: $ZodObject;
	export const IncomingWebhookUpdateRequestPartialSchema: $ZodObject;
	export const InteractionCallbackResponseSchema: $ZodObject;
	export const MessageCreateRequestSchema: $ZodObject;
	export const MessageEditRequestPartialSchema: $ZodObject;
	export const MessageResponseSchema: $ZodObject;
	export const ModalInteractionCallbackRequestSchema: $ZodObject;
	export const PrivateChannelResponseSchema: $ZodObject;
	export const ErrorResponseSchema: $ZodType;
	export const RatelimitedResponseSchema: $ZodType;
	export const UpdateMessageInteractionCallbackRequestSchema: $ZodObject;
	export const UserResponseSchema: $ZodObject;
}
