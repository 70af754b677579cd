import { good, refused, seen, waitFor, type Home, type Schemas } from './api.js';
import type { Player } from './company.js';
import { localDay, localTime } from './narrator.js';
import type { Stage } from './stage.js';

const COMMUNE = { code: '31069', on: '2025-07-01' };
const OLD_PAPERS: Schemas['DossierItem'][] = ['application', 'determination-result', 'identity-copy'];
const NEW_PAPERS: Schemas['DossierItem'][] = [
  'application',
  'curriculum-vitae',
  'determination-result',
  'identity-copy',
];

/** The main job, told over HTTP: four applications and what the law makes of each. */
export async function tellStory(stage: Stage): Promise<void> {
  await followedTheMerger(stage);
  await decidedUnderAnotherLaw(stage);
  await decidedInTime(stage);
  await becameOverdue(stage);
}

async function followedTheMerger(stage: Stage): Promise<void> {
  const { company, narrator } = stage;
  const officer = company.player('commune-officer', 'former-31072');
  narrator.chapter('A file crosses the merger of communes (01/07/2025)');
  await stage.travelTo('2025-06-27T09:00:00+07:00');
  const personId = await stage.resident(officer, 'Danh Minh Khôi', 1988, { code: '31072', on: '2025-01-15' });
  const file = await apply(officer, personId, '2025-06-27T08:30:00+07:00', '2025-06-26', OLD_PAPERS);
  narrator.tell(`UBND xã Tân Thuận registers ${file.code}; ${dueText(file)}`);
  await stage.travelTo('2025-07-01T08:00:00+07:00');
  const successor = company.player('commune-officer', 'committee-31069');
  const moved = await waitFor(
    async () => (await successor.client.GET('/v1/home-rehabilitations/{caseId}', at(file))).data,
    (answer) => answer?.keeperOrganisationId === successor.organisationId,
  );
  narrator.tell(
    `UBND xã Vĩnh Thuận, its main successor, keeps it now; the clock ran on: ${dueText(moved ?? file)}`,
  );
  const former = await good(officer.client.GET('/v1/home-rehabilitations/{caseId}', at(file)));
  narrator.tell(`The former officer still reads it during the handover (status: ${former.statusLabel.vi})`);
  await stage.travelTo('2026-01-05T08:00:00+07:00');
  const gone = await refused(officer.client.GET('/v1/home-rehabilitations/{caseId}', at(file)), 404);
  narrator.tell(`After 31/12/2025 the handover is over: ${gone.status} ${gone.title}`);
}

async function decidedUnderAnotherLaw(stage: Stage): Promise<void> {
  const { company, narrator } = stage;
  const officer = company.player('commune-officer', 'committee-31069');
  const chairman = company.player('commune-chairman', 'committee-31069');
  const policeOfficer = company.player('commune-police-officer', 'police-31069');
  const head = company.player('head-of-commune-police', 'police-31069');
  narrator.chapter('Opened on 29/06/2026, decided on 02/07/2026: one file, two laws');
  await stage.travelTo('2026-06-29T09:00:00+07:00');
  const personId = await stage.resident(officer, 'Lê Hoàng Phúc', 1994, COMMUNE);
  let file = await apply(officer, personId, '2026-06-29T08:30:00+07:00', '2026-06-26', OLD_PAPERS);
  narrator.tell(`UBND xã Vĩnh Thuận registers ${file.code} under NĐ 116/2021; ${dueText(file)}`);
  stage.tellExplanation(await stage.explain(officer, openDeadline(file).id));

  await stage.travelTo('2026-07-01T07:30:00+07:00');
  await stage.notice(policeOfficer, file.id, 'case.received');
  file = await good(head.client.GET('/v1/home-rehabilitations/{caseId}', at(file)));
  const [old] = file.deadlines;
  narrator.tell(
    `The file went to Công an xã Vĩnh Thuận; its old deadline is closed: ${old?.status} (${old?.closedReason})`,
  );
  const decision = {
    decidedAt: '2026-07-01T07:00:00+07:00',
    number: '09/QĐ-UBND',
    startsOn: '2026-07-01',
    months: 6,
  };
  const refusal = await refused(decide(chairman, file, decision), 403);
  narrator.tell(
    `The chairman tries to decide all the same: ${refusal.status} ${refusal.title}. ${refusal.detail}`,
  );

  await stage.travelTo('2026-07-02T09:00:00+07:00');
  const reception = {
    body: { receivedAt: '2026-07-02T08:00:00+07:00' },
    params: { ...at(file).params, ...seen(file.version) },
  };
  file = await good(policeOfficer.client.POST('/v1/home-rehabilitations/{caseId}/reception', reception));
  narrator.tell(`The commune police make the reception record (Mẫu 24); ${dueText(file)}`);
  stage.tellExplanation(await stage.explain(policeOfficer, openDeadline(file).id));
  file = await good(decide(head, file, { decidedAt: '2026-07-02T08:50:00+07:00', number: '02/QĐ-CAX' }));
  tellDecision(stage, file);
  const law = await good(head.client.GET('/v1/home-rehabilitations/{caseId}/law', at(file)));
  narrator.tell('Which law governs which question, and why:');
  narrator.list(
    law.aspects.map(
      ({ aspect, regime, explanation }) => `${aspect}: ${regime}: ${explanation.steps[0]?.vi ?? ''}`,
    ),
  );
}

async function decidedInTime(stage: Stage): Promise<void> {
  const { company, narrator } = stage;
  const officer = company.player('commune-police-officer', 'police-31069');
  const head = company.player('head-of-commune-police', 'police-31069');
  narrator.chapter(
    'Under Luật 120/2025 and NĐ 163/2026: a supplement slip, 24 hours, a reminder, a decision',
  );
  await stage.travelTo('2026-07-06T09:00:00+07:00');
  const personId = await stage.resident(officer, 'Nguyễn Văn Bình', 1991, COMMUNE);
  let file = await apply(officer, personId, '2026-07-06T08:30:00+07:00', '2026-07-05', [
    'application',
    'determination-result',
  ]);
  narrator.tell(
    `${file.code} is handed in incomplete: ${file.statusLabel.vi}; no clock runs. The supplement slip:`,
  );
  narrator.list(file.dossier.missing.map((item) => `${item.title.vi} (${item.citation.text})`));
  await stage.travelTo('2026-07-06T14:05:00+07:00');
  const supplement = {
    body: {
      receivedAt: '2026-07-06T14:00:00+07:00',
      items: ['curriculum-vitae', 'identity-copy'] as Schemas['DossierItem'][],
    },
    params: { ...at(file).params, ...seen(file.version) },
  };
  file = await good(officer.client.POST('/v1/home-rehabilitations/{caseId}/supplements', supplement));
  narrator.tell(`The papers come: ${file.statusLabel.vi}; ${dueText(file)}`);

  const stranger = company.player('commune-police-officer', 'police-31064');
  const hidden = await refused(stranger.client.GET('/v1/home-rehabilitations/{caseId}', at(file)), 404);
  narrator.tell(`An officer of xã Vĩnh Bình asks for it: ${hidden.status} ${hidden.title}`);

  await stage.travelTo('2026-07-07T08:01:00+07:00');
  const warning = await stage.notice(head, file.id, 'deadline.approaching');
  narrator.tell(`Reminder in the inbox of Công an xã Vĩnh Thuận: ${warning.text.vi}`);
  file = await good(decide(head, file, { decidedAt: '2026-07-07T08:00:00+07:00', number: '03/QĐ-CAX' }));
  tellDecision(stage, file);
}

async function becameOverdue(stage: Stage): Promise<void> {
  const { company, narrator } = stage;
  const officer = company.player('commune-police-officer', 'police-31069');
  const province = company.player('provincial-officer', 'province');
  narrator.chapter('A decision that does not come: overdue, and the province learns of it');
  await stage.travelTo('2026-07-08T09:00:00+07:00');
  const personId = await stage.resident(officer, 'Trần Quốc Dũng', 1986, COMMUNE);
  const file = await apply(officer, personId, '2026-07-08T08:30:00+07:00', '2026-07-07', NEW_PAPERS);
  narrator.tell(`${file.code} is registered; ${dueText(file)}`);
  await stage.travelTo('2026-07-09T10:31:00+07:00');
  const overdue = await stage.notice(officer, file.id, 'deadline.overdue');
  narrator.tell(`Inbox of Công an xã Vĩnh Thuận: ${overdue.text.vi}`);
  const escalated = await stage.notice(province, file.id, 'deadline.escalated');
  narrator.tell(`Inbox of Công an tỉnh An Giang: ${escalated.text.vi}`);
  const query = { status: 'overdue' as const };
  const list = await good(province.client.GET('/v1/deadlines', { params: { query } }));
  narrator.tell(
    `The province's list of overdue deadlines has ${list.items.length}: ${list.items.map((item) => item.subjectCode).join(', ')}`,
  );
}

async function apply(
  officer: Player,
  personId: string,
  handedInAt: string,
  determinedOn: string,
  items: Schemas['DossierItem'][],
): Promise<Home> {
  const body: Schemas['ApplyDto'] = {
    personId,
    handedInAt,
    place: 'home',
    determination: {
      on: determinedOn,
      facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
      toldAt: `${determinedOn}T15:00:00+07:00`,
    },
    ordinal: { value: 1, basis: 'Khai trong đơn, chưa có hồ sơ cai nghiện trước đó' },
    items,
  };
  return good(officer.client.POST('/v1/home-rehabilitations', { body }));
}

function decide(player: Player, file: Home, body: Schemas['DecideDto']) {
  const params = { ...at(file).params, ...seen(file.version) };
  return player.client.POST('/v1/home-rehabilitations/{caseId}/decision', { body, params });
}

function at(file: Home): { params: { path: { caseId: string } } } {
  return { params: { path: { caseId: file.id } } };
}

function openDeadline(file: Home): Home['deadlines'][number] {
  const open = file.deadlines.find((deadline) => deadline.status === 'open');
  if (!open) throw new Error(`${file.code} has no open deadline`);
  return open;
}

function dueText(file: Home): string {
  const open = openDeadline(file);
  return `decision due before ${localTime(open.dueAt)} (${open.regime})`;
}

function tellDecision(stage: Stage, { decision, term }: Home): void {
  if (!decision || !term) throw new Error('The file is not decided');
  const form = decision.form ? `Mẫu ${decision.form.number} Phụ lục ${decision.form.appendix}` : 'no form';
  stage.narrator.tell(`${decision.signerOffice} decides (${decision.number}, ${form}), in time.`);
  stage.narrator.tell(`Term ${localDay(term.startsOn)} to ${localDay(term.endsOn)}, ${term.months} months:`);
  stage.tellExplanation(term.explanation);
}
