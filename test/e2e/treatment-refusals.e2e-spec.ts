import type request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import type { ClosureDto } from '../../src/treatment/missed/site-calendar.dto.js';
import { FollowedFile } from '../setup/compulsory-files.js';
import { aDosingApp, type DosingApp } from '../setup/dosing-app.js';
import { answerOf, DoseBook } from '../setup/dosing-life.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  give,
  type DosingSite,
} from '../setup/dosing-site.js';
import { seedOrganisation, VINH_PHONG } from '../setup/factories.js';
import { registerPerson } from '../setup/people-factory.js';

const NOW = '2026-07-06T08:00:00+07:00';
/** What a refusal leaves as it was: what stands in each row, not only how many there are. */
const WRITTEN = [
  ...['case_file', 'case_event', 'dose_order', 'dose_hold', 'guest_booking', 'urine_test'],
  ...['dosing_closure', 'treatment_episode', 'treatment_proposal', 'treatment_notice'],
];

const at = (version: number, asked: request.Test): request.Test => asked.set('If-Match', `"${version}"`);
const admission = (organisationId: number): object => ({ kind: 'admission', sentAt: NOW, organisationId });

type Episode = FollowedFile<TreatmentEpisodeDto, 'steps' | 'notices' | 'termination-proposals'>;

/** What of a site is refused by a code that no story meets. */
describe('a place of treatment is refused, and nothing is written', () => {
  let app: DosingApp;
  let site: DosingSite;
  let other: DosingSite;
  let committeeId: number;
  /** Of one episode: its order is booked at the other site; a second one waits. */
  let order: { readonly id: string; readonly version: number };
  let waiting: { readonly id: string; readonly version: number };
  let cancelledBooking: string;
  let endedHold: string;
  let proposal: { readonly id: string; readonly version: number };
  let closure: ClosureDto;
  let lifted: ClosureDto;
  let homeless: Episode;

  const post = (path: string, body: object = {}, token = site.clinician): request.Test =>
    app.http.post(token, `/v1/${path}`, body);
  const reason = 'Theo diễn biến lâm sàng';

  beforeAll(async () => {
    // Where two texts name two bodies, this deployment tells the committee.
    app = await aDosingApp({ APP_ROLE: 'api', TREATMENT_NOTICE_TO: 'commune-peoples-committee' });
    const { test } = app;
    const { owner } = test.database;
    await app.at(NOW.slice(0, 16));
    site = await aDosingSite(test);
    other = await aDosingSite(test);
    committeeId = await seedOrganisation(owner, { kind: 'commune-peoples-committee', unitId: VINH_PHONG });
    await answerOf(
      app.http.post(app.administrator, '/v1/treatment-programmes', {
        ...{ code: 'an-giang-2026', kind: 'cedemex-treatment', name: 'Đề án tiếp theo', act: '215/QĐ-UBND' },
        ...{ actOn: '2026-07-01', unitId: VINH_PHONG, fromOn: '2026-07-01' },
      }),
    );
    const { episodeId } = await anEpisode(test, site);
    order = await anOrder(test, site, episodeId, { fromOn: '2026-07-06', untilOn: '2026-07-20' });
    const book = async (fromOn: string, untilOn: string): Promise<string> => {
      const body = { guestSiteId: other.siteId, fromOn, untilOn, reason: 'Đi công tác' };
      return (await answerOf<{ id: string }>(post(`dosing-episodes/${episodeId}/guest-bookings`, body))).id;
    };
    await book('2026-07-10', '2026-07-12');
    cancelledBooking = await book('2026-07-14', '2026-07-15');
    await answerOf(at(1, post(`guest-bookings/${cancelledBooking}/cancellation`, { reason })));
    waiting = await new DoseBook(test, episodeId).write(site.clinician, {
      ...{ fromOn: '2026-07-08', untilOn: '2026-07-20', slots: [{ dose: 3000 }] },
    });
    endedHold = (await answerOf<{ id: string }>(post(`dosing-episodes/${episodeId}/holds`, { reason }))).id;
    await answerOf(at(1, post(`dose-holds/${endedHold}/end`, { reason })));
    closure = await answerOf(post('dosing-closures', { day: '2026-07-09', reason: 'Mất điện' }));
    lifted = await answerOf(post('dosing-closures', { day: '2026-07-10', reason: 'Mất điện' }));
    await answerOf(post(`dosing-closures/${lifted.id}/lifting`));
    homeless = await begun((await registerPerson(test, site.clinician, { addresses: [] })).id);
    const proposed = await begun((await registerPerson(test, site.clinician)).id);
    await proposed.step(site.clinician, 'termination-proposals', { at: NOW, ground: 'own-wish', days: [] });
    proposal = proposed.now.proposals[0] ?? { id: '', version: 0 };
    await answerOf(at(proposal.version, decide(proposal.id)));
    proposal = { ...proposal, version: proposal.version + 1 };
  });
  afterAll(() => app.test.close());

  const decide = (id: string): request.Test =>
    post(`termination-proposals/${id}/decision`, { decision: 'reject', at: NOW, reason });
  const apply = (personId: string, more: object = {}, token = site.clinician): request.Test =>
    post(
      'treatment-episodes',
      {
        ...{ kind: 'methadone-treatment', personId, appliedAt: NOW },
        ...{ papers: ['application', 'determination-result'], ...more },
      },
      token,
    );
  async function begun(personId: string): Promise<Episode> {
    const opened = await answerOf<TreatmentEpisodeDto>(apply(personId));
    const episode: Episode = new FollowedFile(app.test, opened, '/v1/treatment-episodes');
    for (const step of ['admitted', 'consent-recorded', 'begun'])
      await episode.step(site.clinician, 'steps', { step, at: NOW });
    return episode;
  }

  const REFUSALS: readonly (readonly [
    code: string,
    status: number,
    title: string,
    ask: () => request.Test,
  ])[] = [
    [
      'bookingStands',
      409,
      'Người bệnh đang được đăng ký tại cơ sở uống thuốc tạm thời theo y lệnh cũ: hủy đăng ký đó trước',
      () => at(waiting.version, post(`dose-orders/${waiting.id}/approval`)),
    ],
    [
      'bookingStands',
      409,
      'Người bệnh đang được đăng ký tại cơ sở uống thuốc tạm thời theo y lệnh cũ: hủy đăng ký đó trước',
      () => at(order.version, post(`dose-orders/${order.id}/end`, { endedOn: '2026-07-11', reason })),
    ],
    [
      'bookingOver',
      409,
      'Đăng ký đã hủy hoặc đã qua',
      () => at(2, post(`guest-bookings/${cancelledBooking}/cancellation`, { reason })),
    ],
    [
      'noSuchBooking',
      404,
      'Không tìm thấy đăng ký tại cơ sở uống thuốc tạm thời',
      () => at(1, post(`guest-bookings/${uuidv7()}/cancellation`, { reason })),
    ],
    [
      'orderNotOpen',
      409,
      'Y lệnh đã được duyệt hoặc đã kết thúc',
      () => at(order.version, post(`dose-orders/${order.id}/approval`, {}, site.colleague)),
    ],
    [
      'noSuchOrder',
      404,
      'Không tìm thấy y lệnh',
      () => at(1, post(`dose-orders/${uuidv7()}/end`, { endedOn: '2026-07-11', reason })),
    ],
    [
      'holdOver',
      409,
      'Lần tạm giữ đã kết thúc',
      () => at(2, post(`dose-holds/${endedHold}/end`, { reason })),
    ],
    [
      'noSuchTest',
      404,
      'Không tìm thấy lần xét nghiệm',
      () => at(1, post(`urine-tests/${uuidv7()}/void`, { reason })),
    ],
    [
      'closedThatDay',
      409,
      'Ngày này cơ sở đã báo nghỉ',
      () => post('dosing-closures', { day: closure.day, reason: 'Nghỉ lễ' }),
    ],
    ['closureOver', 409, 'Ngày nghỉ đã qua hoặc đã bỏ', () => post(`dosing-closures/${lifted.id}/lifting`)],
    // Another site's is not there.
    [
      'noSuchClosure',
      404,
      'Không tìm thấy ngày nghỉ',
      () => post(`dosing-closures/${closure.id}/lifting`, {}, other.clinician),
    ],
    [
      'notAsked',
      409,
      'Đơn vị giữ hồ sơ cai nghiện chưa đề nghị cơ sở này điều trị',
      () => apply(homeless.now.personId, { kind: 'cedemex-treatment', papers: [], parentCaseId: uuidv7() }),
    ],
    ['proposalNotFound', 404, 'Không tìm thấy đề xuất', () => at(1, decide(uuidv7()))],
    [
      'proposalDecided',
      409,
      'Đề xuất không còn chờ quyết định',
      () => at(proposal.version, decide(proposal.id)),
    ],
    [
      'residenceUnknown',
      409,
      'Chưa ghi nơi cư trú của người này',
      () =>
        at(
          homeless.now.version,
          post(`treatment-episodes/${homeless.now.id}/notices`, admission(committeeId)),
        ),
    ],
  ];

  it.each(REFUSALS)('%s', async (code, status, title, ask) => {
    const before = await rows();
    const { status: answered, body } = await ask();
    expect([answered, body]).toEqual([
      status,
      expect.objectContaining({ code: `treatment.${code}`, title, status }) as unknown,
    ]);
    expect(await rows()).toEqual(before);
  });

  it('and a closing day that was lifted is a day like any other', async () => {
    const days = async (): Promise<readonly string[]> => {
      const { body } = await app.http.get(site.dispenser, '/v1/dosing-closures').expect(200);
      return (body as { items: ClosureDto[] }).items.map(({ day }) => day);
    };
    expect(await days()).toEqual([closure.day]);
    await answerOf(post('dosing-closures', { day: lifted.day, reason: 'Mất điện' }));
    expect(await days()).toEqual([lifted.day, closure.day]);
    // Lifted on its day, never afterwards.
    await app.at('2026-07-10T08:00');
    expect((await post(`dosing-closures/${closure.id}/lifting`)).body).toMatchObject({
      code: 'treatment.closureOver',
    });
    await app.at(NOW.slice(0, 16));
  });

  it('and the setting names who is told of an admission: the committee, not the police', async () => {
    const { test } = app;
    const police = await seedOrganisation(test.database.owner, {
      kind: 'commune-police',
      unitId: VINH_PHONG,
    });
    const told = await begun((await registerPerson(test, site.clinician)).id);
    await told.step(site.clinician, 'notices', admission(site.siteId), 'treatment.wrongAddressee');
    await told.step(site.clinician, 'notices', admission(police));
    await told.step(site.clinician, 'notices', admission(committeeId));
    const { body } = await app.http
      .get(site.clinician, `/v1/treatment-episodes/${told.now.id}/notices`)
      .expect(200);
    const sent = (body as { items: { toOrganisationId: number; alsoByText: boolean }[] }).items;
    expect(sent.map(({ toOrganisationId, alsoByText }) => [toOrganisationId, alsoByText])).toEqual([
      [police, true],
      [committeeId, false],
    ]);
    // The list of doses for several days is held against the ledger, and owed where it has some that nobody was told of.
    const { id } = told.now;
    await anOrder(test, site, id, { fromOn: '2026-07-06', untilOn: '2026-07-20' });
    const home = aDose(site, id, { kind: 'take-home-given', day: '2026-07-08' });
    await give(test, site.dispenser, home).expect(201);
    const list = (kind: string, fromOn: string, untilOn?: string): object => ({
      ...{ kind, sentAt: NOW, organisationId: committeeId, fromOn, untilOn },
    });
    const early = list('multi-day-stopped', '2026-07-07');
    await told.step(site.clinician, 'notices', early, 'treatment.noneTakenHome');
    // Given by mistake and voided, he never had it.
    const mistaken = aDose(site, id, { kind: 'take-home-given', day: '2026-07-09' });
    const { body: wrong } = await give(test, site.dispenser, mistaken).expect(201);
    const voids = aFollowUp('voided', id, wrong.id as string, { reason: 'Ghi nhầm người' });
    await give(test, site.dispenser, voids).expect(201);
    const others = list('multi-day', '2026-07-09', '2026-07-10');
    await told.step(site.clinician, 'notices', others, 'treatment.noneTakenHome');
    await told.reload(site.clinician);
    expect(told.now.listOwedSince).toBe('2026-07-08');
    const those = list('multi-day', '2026-07-07', '2026-07-08');
    await told.step(site.clinician, 'notices', those);
    expect(told.now.listOwedSince).toBeNull();
    await told.step(site.clinician, 'notices', those, 'treatment.listToldAlready');
    // Taken back, it was not told.
    await told.annul(site.clinician, 'multi-day-notified');
    await told.reload(site.clinician);
    expect(told.now.listOwedSince).toBe('2026-07-08');
    await told.step(site.clinician, 'notices', those);
    await told.step(site.clinician, 'notices', list('multi-day-stopped', '2026-07-09'));
  });

  async function rows(): Promise<readonly unknown[]> {
    const each = WRITTEN.map(
      (table) =>
        `select '${table}' as "table", count(*)::int as count, md5(string_agg(t::text, '|' order by t::text)) as content from ${table} t`,
    );
    return (await app.test.database.owner.query<object>(each.join(' union all '))).rows;
  }
});
