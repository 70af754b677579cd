// @redis
import type pg from 'pg';
import type { NotificationInboxDto } from '../../src/reminders/notification.dto.js';
import { seedNotices } from '../setup/deadline-factory.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

describe('the inbox of an organisation', () => {
  let test: TestApp;
  let owner: pg.Client;
  let http: Requests;
  let organisationId: number;
  beforeAll(async () => {
    test = await createTestApp();
    owner = test.database.owner;
    http = requests(test);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    organisationId = await seedOrganisation(owner, { kind: 'community-service-provider' });
  });

  const colleague = async (): Promise<string> =>
    signIn(test, await seedUser(owner, { organisationId, roles: ['service-provider-officer'] }));
  const inbox = async (token: string, filter = ''): Promise<NotificationInboxDto> =>
    (await http.get(token, `/v1/notifications${filter}`).expect(200)).body;
  const markRead = (token: string, id: string | undefined) =>
    http.post(token, `/v1/notifications/${id}/read`, {});

  it('is read by each of its users for himself', async () => {
    await seedNotices(owner, organisationId, 3);
    const [mine, theirs] = [await colleague(), await colleague()];
    const { items, unread } = await inbox(mine);
    expect(unread).toBe(3);
    const { body } = await markRead(mine, items[1]?.id).expect(200);
    expect(body).toMatchObject({ id: items[1]?.id, readAt: expect.any(String) });

    const rest = await inbox(mine, '?unread=true');
    expect(rest.items.map(({ id }) => id)).toEqual([items[0]?.id, items[2]?.id]);
    expect(rest.unread).toBe(2);
    expect((await inbox(mine)).items).toHaveLength(3);
    expect(await inbox(theirs, '?unread=true')).toMatchObject({ unread: 3 });
  });

  it('keeps the moment of the first reading', async () => {
    await seedNotices(owner, organisationId, 1);
    const token = await colleague();
    const [notice] = (await inbox(token)).items;
    const first = await markRead(token, notice?.id).expect(200);
    expect((await markRead(token, notice?.id).expect(200)).body).toEqual(first.body);
  });

  it.each(['', '&unread=true'])('is turned page by page, each notice once (filter "%s")', async (filter) => {
    // Several at the same moment: the place in the list is told by the id too.
    await seedNotices(owner, organisationId, 5, { atOnce: true });
    await seedNotices(owner, organisationId, 4);
    const token = await colleague();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await inbox(token, `?limit=2${filter}${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      expect(page.unread).toBe(9);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(9);
    expect(new Set(seen).size).toBe(9);
    expect(seen).toEqual((await inbox(token)).items.map(({ id }) => id));
  });

  it('counts no further than a thousand', async () => {
    await seedNotices(owner, organisationId, 1003);
    expect((await inbox(await colleague(), '?limit=1')).unread).toBe(1000);
  });

  it('lets nobody mark the notice of another organisation', async () => {
    const elsewhere = await seedOrganisation(owner, { kind: 'community-service-provider' });
    const [id] = await seedNotices(owner, elsewhere, 1);
    const { body } = await markRead(await colleague(), id).expect(404);
    expect(body).toMatchObject({ code: 'http.notFound' });
  });
});
