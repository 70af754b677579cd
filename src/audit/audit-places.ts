import pg from 'pg';

/**
 * After a restore from a dump, transactions are counted anew: lets new rows of the audit stand behind all that are
 * there. Does nothing elsewhere.
 */
export async function continueAuditPlaces(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select app.continue_audit_places()');
  } finally {
    await client.end();
  }
}
