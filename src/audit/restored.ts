import pg from 'pg';

/**
 * After a restore from a dump, transactions are counted anew: lets new rows of the audit stand behind all that are
 * there, and has whoever follows lists read them anew. Does nothing elsewhere.
 */
export async function continueAfterRestore(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ restored: boolean }>(
      'select app.continue_audit_places() as restored',
    );
    if (rows[0]?.restored === true) await client.query('select app.begin_change_epoch()');
  } finally {
    await client.end();
  }
}
