import type pg from 'pg';

/** Takes something away. @returns what puts it back */
export type Mutation = (owner: pg.Client) => Promise<() => Promise<void>>;

interface Policy {
  readonly using: string | null;
  readonly check: string | null;
  readonly command: string;
}

/** The policy is not there: nobody is let through by it. */
export const withoutPolicy =
  (table: string, name: string): Mutation =>
  async (owner) => {
    const { using, check, command } = await policyOf(owner, table, name);
    await owner.query(`drop policy ${name} on ${table}`);
    const conditions = [using && `using (${using})`, check && `with check (${check})`]
      .filter(Boolean)
      .join(' ');
    return async () => {
      await owner.query(`create policy ${name} on ${table} for ${command} to app ${conditions}`);
    };
  };

/** The policy asks nothing: everybody is let through by it. */
export const withOpenPolicy =
  (table: string, name: string): Mutation =>
  async (owner) => {
    const { using } = await policyOf(owner, table, name);
    await owner.query(`alter policy ${name} on ${table} using (true)`);
    return async () => {
      await owner.query(`alter policy ${name} on ${table} using (${using})`);
    };
  };

async function policyOf(owner: pg.Client, table: string, name: string): Promise<Policy> {
  const { rows } = await owner.query<Policy>(
    `select qual as using, with_check as check, cmd as command from pg_policies
     where tablename = $1 and policyname = $2`,
    [table, name],
  );
  const [policy] = rows;
  if (!policy) throw new Error(`There is no policy ${name} on ${table}`);
  return policy;
}

/** A function that looks past the scope has lost the condition that keeps it within. */
export const withoutScope =
  (name: string, condition: string): Mutation =>
  async (owner) => {
    const { rows } = await owner.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [
      name,
    ]);
    const text = rows[0]?.text ?? '';
    if (!text.includes(condition)) throw new Error(`${name} does not ask for ${condition}`);
    await owner.query(text.replaceAll(condition, 'true'));
    return async () => {
      await owner.query(text);
    };
  };

/** The route's method has lost what its decorator said. */
export const withoutDecorator =
  (controller: { readonly prototype: object }, method: string): Mutation =>
  async () => {
    const handler: unknown = Reflect.get(controller.prototype, method);
    if (typeof handler !== 'function') throw new Error(`There is no route ${method}`);
    const rules: unknown = Reflect.getMetadata('endpoint', handler);
    Reflect.deleteMetadata('endpoint', handler);
    return async () => Reflect.defineMetadata('endpoint', rules, handler);
  };

/** The route asks for what everybody may. */
export const withWeakerPermission =
  (controller: { readonly prototype: object }, method: string): Mutation =>
  async () => {
    const handler: unknown = Reflect.get(controller.prototype, method);
    if (typeof handler !== 'function') throw new Error(`There is no route ${method}`);
    const rules = Reflect.getMetadata('endpoint', handler) as object;
    Reflect.defineMetadata('endpoint', { ...rules, permission: 'auth.self' }, handler);
    return async () => Reflect.defineMetadata('endpoint', rules, handler);
  };
