import { v7 as uuidv7 } from 'uuid';
import { asApp, type Ask, type Claim } from './as-app.js';
import type { TestDatabase } from './test-database.js';
import type { WalledFile } from './walled-file.js';

export type Who = 'keeper' | keyof WalledFile['bystanders'];

/** Somebody who holds the application's role and writes his own SQL; what he does is undone. */
export interface Attacker {
  claimOf(who: Who): Claim;
  /** Puts the scene's ids where their names stand in braces. */
  filled(sql: string): string;
  run<T>(claim: Claim, work: (ask: Ask) => Promise<T>): Promise<T>;
  /** The SQLSTATE of the refusal, null when the statement was accepted. */
  refusal(claim: Claim, sql: string): Promise<string | null>;
  valueOf(claim: Claim, expression: string): Promise<unknown>;
}

export function attackerOn(database: Pick<TestDatabase, 'config'>, file: WalledFile): Attacker {
  const filled = (sql: string): string => {
    const names = namesOf(file);
    return sql.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(names[name]));
  };
  const run = <T>(claim: Claim, work: (ask: Ask) => Promise<T>): Promise<T> => asApp(database, claim, work);
  return {
    claimOf: (who) => (who === 'keeper' ? file.keeper : file.bystanders[who]),
    filled,
    run,
    refusal: (claim, sql) =>
      run(claim, (ask) =>
        ask(filled(sql)).then(
          () => null,
          (error: { code: string }) => error.code,
        ),
      ),
    valueOf: async (claim, expression) => {
      const sql = filled(`select ${expression} as value`);
      const [row] = await run(claim, (ask) => ask<{ value: unknown }>(sql));
      return row?.value;
    },
  };
}

function namesOf({
  scene,
  moved,
  fresh,
  attachmentId,
  keeper,
  bystanders,
}: WalledFile): Readonly<Record<string, unknown>> {
  return {
    ...scene.organisations,
    unit: scene.unitId,
    neighbourUnit: scene.neighbourUnitId,
    moved: `'${moved.id}'`,
    movedPerson: `'${moved.personId}'`,
    fresh: `'${fresh.id}'`,
    attachment: `'${attachmentId}'`,
    person: `'${fresh.personId}'`,
    keeper: `'${keeper.userId}'`,
    stranger: `'${bystanders.neighbour.userId}'`,
    newId: `'${uuidv7()}'`,
  };
}
