// The case files of invented persons, as rows: two for each, the later one open for seven of ten.
import { governingVersion } from '../../../dist/law/deadlines.js';
import { dateOnly } from '../../../dist/law/date.js';
import { idOf } from './people.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_DAY = Date.UTC(2026, 6, 1);
const KIND = 'home-rehabilitation';
const DECISION = 'home-rehabilitation.decision';
const START = 'voluntary.start';
const CASE = 16;
const EVENT = 32;
const DEADLINE = 64;
const REMINDER = 128;
const DECIDED = 256;

const iso = (ms) => new Date(ms).toISOString();
const day = (ms) => iso(ms + 7 * HOUR).slice(0, 10);

/** What the later file of a person came to, by the last digit of his serial. */
const COURSES = [
  ...['withdrawn', 'withdrawn', 'withdrawn'],
  ...['registered', 'registered', 'registered'],
  ...['decided', 'decided', 'started', 'started'],
];

/** Of the size that the service writes. */
function explanation(rule, version) {
  const text = {
    vi: 'Bắt đầu tính từ thời điểm tiếp nhận; giờ chạy liên tục, kể cả ngày nghỉ.',
    en: 'Hours run on.',
  };
  return JSON.stringify({
    rule,
    version,
    citations: [],
    mark: 'secondary',
    inputs: {},
    steps: [{ text }, { text }, { text }],
    result: {},
  });
}

const versions = {};
for (const rule of [DECISION, START]) {
  const found = governingVersion(rule, 'R3', '2026-07-02');
  if (!found) throw new Error(`The law knows no ${rule}`);
  versions[rule] = dateOnly(found.from);
}
const EXPLANATIONS = {
  [DECISION]: explanation(DECISION, versions[DECISION]),
  [START]: explanation(START, versions[START]),
};

/** @returns the two files of a person with all that belongs to them */
export function filesOf(person, now) {
  const span = Math.max(1, Math.floor((now - FIRST_DAY) / DAY) - 20);
  const opened = FIRST_DAY + (person.serial % span) * DAY + 2 * HOUR;
  return [
    file(person, 2 * person.serial, opened, 'withdrawn'),
    file(person, 2 * person.serial + 1, opened + 10 * DAY, COURSES[person.serial % 10]),
  ];
}

function file(person, serial, openedAt, course) {
  const { commune } = person;
  const id = idOf(CASE, serial);
  const code = `HS-2026-${commune.code}-${String((commune.files += 1)).padStart(6, '0')}`;
  const steps =
    course === 'registered' || course === 'withdrawn' ? ['registered'] : ['registered', 'decided'];
  if (course === 'withdrawn' || course === 'started') steps.push(course);
  const taken = steps.map((step, at) => ({
    step,
    at: openedAt + at * 20 * HOUR,
    id: idOf(EVENT + at, serial),
  }));
  const last = taken.at(-1);
  const closed = course === 'withdrawn';
  const decided = taken.find(({ step }) => step === 'decided');
  return {
    ...{ id, code, serial, course, closed, taken, decided, openedOn: day(openedAt), openedAt },
    version: taken.length + 1,
    closedOn: closed ? day(last.at) : null,
    deadlines: deadlines({ id, code, serial, course, commune, taken, decided }),
  };
}

function deadlines({ id, code, serial, course, commune, taken, decided }) {
  const owner = { caseId: id, code, commune };
  const first = {
    ...owner,
    ...{ id: idOf(DEADLINE, serial), rule: DECISION, startsAt: taken[0].at, dueAt: taken[0].at + DAY },
    ...endOf(course === 'registered' ? null : course === 'withdrawn' ? 'lapsed' : 'met', taken[1]?.at),
  };
  if (!decided) return [first];
  const dueAt = decided.at + 3 * DAY + (serial % 60) * DAY;
  const second = { ...owner, id: idOf(DEADLINE + 1, serial), rule: START, startsAt: decided.at, dueAt };
  return [first, { ...second, ...endOf(course === 'started' ? 'met' : null, taken[2]?.at) }];
}

function endOf(status, at) {
  return status === null
    ? { status: 'open', closedAt: null, reason: null }
    : { status, closedAt: at, reason: '12/QĐ-CAX' };
}

const nothing = null;

/** Rows of each table, in the order of COLUMNS. */
export const FILE_ROWS = {
  case_file: (person, files) =>
    files.map((f) => [
      ...[f.id, KIND, f.code, person.id, person.commune.police, person.commune.unitId, f.course, f.openedOn],
      ...[iso(f.taken[0].at), f.closedOn, f.closed ? 'Người đăng ký rút hồ sơ' : nothing, f.version],
    ]),
  case_access: (person, files) =>
    files.map((f) => [f.id, person.commune.police, 'keeper', 't', f.openedOn, person.commune.police]),
  case_event: (person, files) =>
    files.flatMap((f) =>
      f.taken.map(({ id, step, at }) => [
        ...[
          id,
          f.id,
          step,
          iso(at),
          'instant',
          iso(at),
          iso(at),
          person.commune.officer,
          person.commune.police,
        ],
        ...[
          step,
          step === 'registered' ? '{"ordinal":1}' : '{}',
          step === 'withdrawn' ? 'Người đăng ký rút hồ sơ' : nothing,
        ],
      ]),
    ),
  case_dossier_item: (person, files) =>
    files.flatMap((f) =>
      ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'].map((code) => [
        ...[f.id, code, iso(f.openedAt), person.commune.officer],
      ]),
    ),
  voluntary_rehabilitation: (person, files) =>
    files.map((f) => [
      ...[
        f.id,
        'home',
        1,
        'Khai trong đơn, chưa có hồ sơ trước đó',
        day(f.openedAt - DAY),
        'Trung tâm Y tế khu vực Vĩnh Thuận',
      ],
      ...[iso(f.openedAt - DAY), iso(f.openedAt), 't', EXPLANATIONS[DECISION], iso(f.openedAt)],
      ...(f.decided ? [day(f.decided.at), day(f.decided.at + 730 * DAY), 24] : [nothing, nothing, nothing]),
    ]),
  case_decision: (person, files) =>
    files
      .filter((f) => f.decided)
      .map((f) => [
        ...[
          idOf(DECIDED, f.serial),
          f.id,
          'decide-home-rehabilitation',
          '12/QĐ-CAX',
          iso(f.decided.at),
          person.commune.police,
        ],
        ...[
          'Trưởng Công an cấp xã',
          person.commune.officer,
          person.commune.police,
          'R3',
          'nd-163-2026',
          'V',
          '22',
          EXPLANATIONS[START],
        ],
      ]),
  deadline: (person, files) =>
    files.flatMap((f) =>
      f.deadlines.map((d) => [
        ...[
          d.id,
          'case',
          d.caseId,
          d.code,
          d.commune.police,
          d.commune.unitId,
          d.rule,
          versions[d.rule],
          'R3',
        ],
        ...[
          iso(d.startsAt),
          iso(d.dueAt),
          iso(d.startsAt),
          d.status,
          d.closedAt === null ? nothing : iso(d.closedAt),
          d.reason,
        ],
        ...[d.closedAt === null ? nothing : iso(d.closedAt), EXPLANATIONS[d.rule]],
      ]),
    ),
  // Those that were due have been told of.
  reminder: (_person, files, now) =>
    files.flatMap((f) =>
      f.deadlines
        .filter((d) => d.status === 'open')
        .flatMap((d) =>
          [-6 * HOUR, 0].map((offset, at) => {
            const fireAt = d.dueAt + offset;
            const id = idOf(REMINDER + 2 * (d.rule === START ? 1 : 0) + at, f.serial);
            return [
              id,
              d.id,
              at === 0 ? 'before-6-hours' : 'on',
              iso(fireAt),
              'f',
              fireAt <= now ? iso(fireAt) : nothing,
            ];
          }),
        ),
    ),
};

export const COLUMNS = {
  person:
    'id, full_name, name_key, birth_date, birth_year, sex, registered_by_organisation_id, registered_at',
  person_identifier: 'id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at',
  person_contact: 'id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at',
  person_address: 'id, person_id, kind, unit_id, detail_sealed, from_on, recorded_at',
  person_access: 'person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id',
  case_file:
    'id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on, registered_at, closed_on, closed_reason, version',
  case_access: 'case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id',
  case_event:
    'id, case_id, type, effective_at, precision, recorded_at, recorded_legal_at, user_id, organisation_id, status_after, facts, reason',
  case_dossier_item: 'case_id, code, received_at, recorded_by',
  voluntary_rehabilitation:
    'case_id, place, ordinal, ordinal_basis, determination_on, determination_facility, told_at, handed_in_at, registration_in_time, dossier_explanation, reception_at, term_starts_on, term_ends_on, term_months',
  case_decision:
    'id, case_id, act, number, decided_at, organisation_id, signer_office, recorded_by, recorded_by_organisation_id, regime, form_instrument, form_appendix, form_number, explanation',
  deadline:
    'id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version, regime, starts_at, due_at, opened_at, status, closed_at, closed_reason, closing_recorded_at, explanation',
  reminder: 'id, deadline_id, point, fire_at, escalates, fired_at',
};
