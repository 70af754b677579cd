import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { NotificationPreferencesDto } from '../../src/reminders/notification-preference.dto.js';
import type { NotificationKind } from '../../src/reminders/reminder.code-lists.js';
import { seedOrganisation, seedUser, signIn } from './factories.js';
import { requests } from './people-factory.js';
import { startSmtpServer, type ReceivedMail, type SmtpServer } from './smtp-server.js';
import { createTestApp, type TestApp } from './test-app.js';
import { eventually } from './time.js';

export interface MailScene {
  readonly test: TestApp;
  readonly smtp: SmtpServer;
  readonly administrator: string;
  close(): Promise<void>;
}

/** The application with a mail server, and the settings under which tests need not wait. */
export async function arrangeMail(overrides: Readonly<Record<string, string>> = {}): Promise<MailScene> {
  const smtp = await startSmtpServer();
  const test = await createTestApp({ ...mailSettings(smtp), ...overrides });
  const operator = await seedOrganisation(test.database.owner, { kind: 'system-operator' });
  const account = await seedUser(test.database.owner, { organisationId: operator, roles: ['administrator'] });
  return {
    test,
    smtp,
    administrator: await signIn(test, account),
    close: async () => {
      await test.close();
      await smtp.close();
    },
  };
}

export const mailSettings = ({ url }: SmtpServer): Readonly<Record<string, string>> => ({
  SMTP_URL: url,
  MAIL_FROM: 'thong-bao@hoso.example.vn',
  PUBLIC_URL: 'https://hoso.example.vn',
  SMTP_TIMEOUT_SECONDS: '2',
  SMTP_RETRY_SECONDS: '1',
  SWEEP_EVERY_MS: '200',
});

export interface Reader {
  readonly userId: string;
  readonly organisationId: number;
  readonly token: string;
  readonly address: string;
}

/** An officer of a body of its own, or a colleague, who has confirmed an address. */
export async function aReader(scene: MailScene, organisation?: number): Promise<Reader> {
  const { owner } = scene.test.database;
  const organisationId =
    organisation ?? (await seedOrganisation(owner, { kind: 'community-service-provider' }));
  const user = await seedUser(owner, { organisationId, roles: ['service-provider-officer'] });
  const token = await signIn(scene.test, user);
  const address = `can.bo.${user.id.slice(-12)}@angiang.example.vn`;
  await confirmAddress(scene, token, address);
  return { userId: user.id, organisationId, token, address };
}

/** Enters an address over HTTP and sends back the code that came there. */
export async function confirmAddress(scene: MailScene, token: string, address: string): Promise<void> {
  const { post } = requests(scene.test);
  await post(token, '/v1/me/notice-address', { address }).expect(200);
  const code = await codeTo(scene, address);
  await post(token, '/v1/me/notice-address/confirmation', { code }).expect(200);
}

/** The newest code that was sent to an address. */
export async function codeTo(scene: MailScene, address: string, count = 1): Promise<string> {
  const mails = await mailsTo(scene, address, count);
  return /Mã xác nhận: (\d{8})/.exec(mails.at(-1)?.body ?? '')?.[1] ?? '';
}

/** Waits for so many mails to an address. */
export async function mailsTo(
  { smtp }: MailScene,
  address: string,
  count: number,
): Promise<readonly ReceivedMail[]> {
  return eventually(
    async () => smtp.inbox.filter(({ to }) => to === address),
    (mails) => mails.length >= count,
  );
}

/** Changes what a user wants; the rest stays as it is told here. */
export async function choose(
  scene: MailScene,
  token: string,
  wishes: Readonly<Partial<NotificationPreferencesDto>>,
): Promise<void> {
  const { get } = requests(scene.test);
  const { body } = await get(token, '/v1/me/notification-preferences').expect(200);
  const { kinds, digestAt, quietHours, version } = body as NotificationPreferencesDto;
  await scene.test
    .http()
    .put('/v1/me/notification-preferences')
    .auth(token, { type: 'bearer' })
    .set('If-Match', `"${version}"`)
    .send({ kinds, digestAt, quietHours, ...wishes })
    .expect(200);
}

export interface NoticeSeed {
  readonly organisationId: number;
  readonly kind?: NotificationKind;
  readonly code?: string;
  readonly dueAt?: string;
  readonly deadlineId?: string;
}

/** Arranges a notice as the reminders raise it, through the owner's connection. @returns its id */
export async function aNotice(owner: pg.Client, seed: NoticeSeed): Promise<string> {
  const id = uuidv7();
  const facts = {
    code: seed.code ?? 'HS-2026-31069-000012',
    rule: 'home-rehabilitation.decision',
    ruleVersion: '2026-07-01',
    dueAt: new Date(seed.dueAt ?? '2026-07-10T08:30:00+07:00').toISOString(),
  };
  await owner.query(
    `insert into notification (id, organisation_id, kind, subject_kind, subject_id, deadline_id, facts, raised_at, once_key)
     values ($1::uuid, $2, $3, 'case', gen_random_uuid(), $4, $5, now(), $1::uuid::text)`,
    [
      id,
      seed.organisationId,
      seed.kind ?? 'deadline.approaching',
      seed.deadlineId ?? null,
      JSON.stringify(facts),
    ],
  );
  return id;
}

export interface DeliveryFacts {
  readonly id: string;
  readonly purpose: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
}

/** A user's mails but for those that confirm addresses, as the owner sees them. */
export async function deliveriesOf(owner: pg.Client, userId: string): Promise<readonly DeliveryFacts[]> {
  const { rows } = await owner.query<DeliveryFacts>(
    `select id, purpose, status, reason, attempts from delivery where user_id = $1 and purpose <> 'confirmation'
     order by recorded_at, id`,
    [userId],
  );
  return rows;
}
