import type { Tx } from '../../platform/database/tx.js';

/** Column of each field of a procedure's own record, but for the file that it belongs to. */
export type RecordColumns<R extends { readonly caseId: string }> = Readonly<
  Record<Exclude<keyof R, 'caseId'> & string, string>
>;

/** What a procedure keeps of a file besides the file itself: one row of a table of its own. */
export class ProcedureRecords<R extends { readonly caseId: string }> {
  private readonly selected: string;

  /** @param table its key is `case_id` */
  constructor(
    private readonly table: string,
    private readonly columns: RecordColumns<R>,
  ) {
    this.selected = Object.entries<string>(columns)
      .map(([field, column]) => `r.${column} as "${field}"`)
      .join(', ');
  }

  insert(tx: Tx, caseId: string, values: Partial<Omit<R, 'caseId'>>): void {
    const fields = this.fieldsOf(values);
    const columns = ['case_id', ...fields.map(([column]) => column)];
    const places = columns.map((_column, at) => `$${at + 1}`);
    tx.sendAhead(`insert into ${this.table} (${columns.join(', ')}) values (${places.join(', ')})`, [
      caseId,
      ...fields.map(([, value]) => value),
    ]);
  }

  /** What is left out stays as it is. */
  change(tx: Tx, caseId: string, values: Partial<Omit<R, 'caseId'>>): void {
    const fields = this.fieldsOf(values);
    if (fields.length === 0) return;
    const assignments = fields.map(([column], at) => `${column} = $${at + 2}`);
    tx.sendAhead(`update ${this.table} set ${assignments.join(', ')} where case_id = $1`, [
      caseId,
      ...fields.map(([, value]) => value),
    ]);
  }

  /** @throws Error when the file has no record: both are written in one transaction */
  async read(tx: Tx, caseId: string): Promise<R> {
    const record = await tx.one<R & object>(
      `select r.case_id as "caseId", ${this.selected} from ${this.table} r where r.case_id = $1`,
      [caseId],
    );
    if (!record) throw new Error(`A file has no row in ${this.table}`);
    return record;
  }

  private fieldsOf(values: object): readonly (readonly [column: string, value: unknown])[] {
    const columns: Readonly<Record<string, string>> = this.columns;
    return Object.entries(values).map(([field, value]) => {
      const column = columns[field];
      if (column === undefined) throw new Error(`${this.table} has no ${field}`);
      return [column, toParameter(value)] as const;
    });
  }
}

/** Explanations are stored as JSON; everything else as it is. */
function toParameter(value: unknown): unknown {
  const isJson = typeof value === 'object' && value !== null && !(value instanceof Date);
  return isJson ? JSON.stringify(value) : (value ?? null);
}
