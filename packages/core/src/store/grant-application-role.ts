/**
 * Makes a role on PostgreSQL that may do what a front end needs and no more, if there is none of that name, and brings
 * the database to this version's schema: the role cannot change or delete what happened, nor change the schema, nor
 * switch triggers off. It has no password: give it one (`alter role … password`), or let it log in another way. Run it
 * again after each upgrade; it takes back whatever else the role had on the tables.
 *
 * @param url with the login of the tables' owner, who may make roles
 * @throws PortcullisError `STORE_CONFLICT` where the role owns the tables or is a superuser, whom nothing binds; and
 * whatever `openStore` throws
 */
export async function grantApplicationRole(url: string, role: string): Promise<void> {
	const { applicationRole } = await import('./postgres/application-role.js');
	await applicationRole(url, role);
}
