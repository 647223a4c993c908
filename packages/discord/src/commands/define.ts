import {
	type APIApplicationCommandOption,
	ApplicationCommandType,
	InteractionContextType,
	PermissionFlagsBits,
	type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

/** What Discord is told of a command. It is shown in servers only; who may do what is the gate's to say. */
export function define(
	name: string,
	description: string,
	options: APIApplicationCommandOption[] = [],
	audience: 'all' | 'administrators' = 'all',
): RESTPostAPIChatInputApplicationCommandsJSONBody {
	// Hides it in the menu and no more: whoever administrates a server can show it to others.
	const hidden = audience === 'all' ? {} : { default_member_permissions: String(PermissionFlagsBits.ManageGuild) };
	return {
		type: ApplicationCommandType.ChatInput,
		name,
		description,
		options,
		contexts: [InteractionContextType.Guild],
		...hidden,
	};
}
