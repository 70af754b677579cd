import { permissionsOf, ROLE_NAMES } from '../identity/roles.js';
import type { Tx } from '../platform/database/tx.js';
import type { MailPreference } from './delivery.js';
import { toPreference, WISHES, type PreferenceColumns } from './mail-preference.js';

/** Notices are for those who may read the inbox. */
const READERS = ROLE_NAMES.filter((role) => permissionsOf([role]).has('notifications.read'));

export interface MailRecipient {
  readonly userId: string;
  readonly organisationId: number;
  /** Real time: what was raised before is not sent afterwards. */
  readonly confirmedAt: Date;
  readonly preference: MailPreference;
}

type RecipientRow = Omit<MailRecipient, 'preference'> & PreferenceColumns;

/** Who in these organisations gets notices by mail: at work there today, not locked, with a confirmed address. */
export async function recipientsIn(tx: Tx, organisations: readonly number[]): Promise<MailRecipient[]> {
  const rows = await tx.query<RecipientRow>(
    `${RECIPIENTS} from app.mail_recipients(null, $1, $2) r ${JOINS}`,
    [organisations, READERS],
  );
  return rows.map(toRecipient);
}

/** Those whose quiet hours begin within so many minutes after this minute of the day. */
export async function recipientsBeforeQuiet(
  tx: Tx,
  minute: number,
  within: number,
): Promise<MailRecipient[]> {
  const rows = await tx.query<RecipientRow>(
    `${RECIPIENTS} from app.mail_recipients(array(
       select user_id from notification_preference
       where quiet_from is not null and (quiet_from - $1::integer + 1440) % 1440 between 0 and $2), null, $3) r ${JOINS}`,
    [minute, within, READERS],
  );
  return rows.map(toRecipient);
}

/** Whether the user may still be told what concerns that organisation. */
export async function isRecipient(tx: Tx, userId: string, organisationId: number): Promise<boolean> {
  const row = await tx.one(
    'select 1 from app.mail_recipients(array[$1::uuid], null, $3) r where r.organisation_id = $2',
    [userId, organisationId, READERS],
  );
  return row !== null;
}

const RECIPIENTS = `select r.user_id as "userId", r.organisation_id as "organisationId",
  a.confirmed_at as "confirmedAt", ${WISHES}`;
const JOINS = `join notice_address a on a.user_id = r.user_id and a.confirmed_at is not null and a.withdrawn_at is null
  left join notification_preference p on p.user_id = r.user_id`;

function toRecipient({ userId, organisationId, confirmedAt, ...wishes }: RecipientRow): MailRecipient {
  return { userId, organisationId, confirmedAt, preference: toPreference(wishes) };
}
