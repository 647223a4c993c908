import { type Define, examples } from './definition.js';

/** `portcullis request` */
export const requestCommand: Define = (program, perform) => {
	program
		.command('request')
		.summary('make a request; what is not denied waits to be approved')
		.description(
			'Makes a request. What is not denied waits in a session until it is approved. Ends with 0 for allow, 1 for deny, 3 for review, 2 for bad input or a policy that went wrong.',
		)
		.argument('<file>', 'a request in YAML or JSON; - is standard input')
		.addHelpText('after', examples('request vm.yaml', 'request vm.yaml --as ada --json', 'request - < vm.json'))
		.action((file: string) =>
			perform(async (context) => (await import('../actions/request.js')).request(context, file)),
		);
};
