import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { label } from '../text/safe-text.js';

/** A field of a form. */
export interface Field {
	readonly id: string;
	readonly label: string;
	/** Several lines. */
	readonly long?: boolean;
	readonly required?: boolean;
	/** What stands in it at first. */
	readonly value?: string;
	/** What is shown where nothing stands. */
	readonly example?: string;
	readonly most?: number;
}

/** Makes a form of up to five fields. */
export function modal(
	custom_id: string,
	title: string,
	fields: readonly Field[],
): APIModalInteractionResponseCallbackData {
	return {
		custom_id,
		title: label(title, 45),
		components: fields.map((field) => ({
			type: ComponentType.Label,
			label: label(field.label, 45),
			component: {
				type: ComponentType.TextInput,
				custom_id: field.id,
				style: field.long === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
				required: field.required ?? false,
				max_length: field.most ?? (field.long === true ? 2000 : 100),
				...(field.value === undefined || field.value === ''
					? {}
					: { value: field.value.slice(0, field.most ?? (field.long === true ? 2000 : 100)) }),
				...(field.example === undefined ? {} : { placeholder: label(field.example, 100) }),
			},
		})),
	};
}
