import { type Define, examples } from './definition.js';

/** `portcullis doctor` */
export const doctorCommand: Define = (program, perform) => {
	program
		.command('doctor')
		.summary('whether everything is there that the command needs')
		.description(
			'Looks at Node, the database, the prices, Terraform, the packages of the clouds and the token of the Discord bot, and says what to do. It changes nothing. Ends with 1 where something is bad.',
		)
		.addHelpText('after', examples('doctor', 'doctor --json', 'doctor --db postgres://portcullis@localhost/portcullis'))
		.action(() => perform(async (context) => (await import('../actions/doctor.js')).doctor(context)));
};
