import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from './test-app.js';

/** A paper of a file for which no template exists yet, as if one did. @returns why it is void, null while it stands */
export async function seedPaper(
  { database: { owner } }: TestApp,
  caseId: string,
  organisationId: number,
): Promise<() => Promise<string | null>> {
  const id = uuidv7();
  await owner.query(
    `insert into paper (id, case_id, organisation_id, act_organisation_id, kind, template, template_version, dated_on,
       capacity, content_sealed, content_hash, recorded_by, recorded_by_organisation_id, made_at)
     select $1, $2, $3, $3, 'reception-slip', 't', 1, '2026-07-01', 'in-person', '', '', u.id, $3, now()
     from user_account u where u.organisation_id = $3 limit 1`,
    [id, caseId, organisationId],
  );
  return async () => {
    const sql = 'select void_reason as reason from paper where id = $1';
    const { rows } = await owner.query<{ reason: string | null }>(sql, [id]);
    return rows[0]?.reason ?? null;
  };
}
