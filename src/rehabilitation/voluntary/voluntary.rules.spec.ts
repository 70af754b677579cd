import type { CaseEvent } from '../../cases/case-file.js';
import { competenceUnder, formOf } from '../../cases/steps/competence.rules.js';
import { takeStep } from '../../cases/steps/step-guards.js';
import { decisionClock, regimeFor } from '../../cases/steps/step.rules.js';
import type { Act } from '../../law/authorities.js';
import { COMPLETE_YEARS, SHIPPED_CALENDAR, workingCalendar } from '../../law/calendar.js';
import { dateOnly } from '../../law/date.js';
import { Problem } from '../../platform/errors/problem.js';
import { HOME_DOOR, type HomeStep } from './door-home.js';
import { PUBLIC_DOOR } from './door-public.js';
import { SUBSTITUTION_DOOR } from './door-substitution.js';
import type { VoluntaryKind } from './door.js';
import { dossierOf, needsGuardian, registrationTimeliness, startLimit } from './voluntary.rules.js';

const HOME: VoluntaryKind = 'home-rehabilitation';

const calendar = workingCalendar(SHIPPED_CALENDAR, COMPLETE_YEARS);
const facts = (openedOn: string, asOf = openedOn) => ({ openedOn: dateOnly(openedOn), asOf: dateOnly(asOf) });

const checked = (act: Act, day: string, by: Parameters<typeof competenceUnder>[2]) =>
  competenceUnder(act, regimeFor('authority', HOME, facts(day)), by);

describe('the law of an act', () => {
  it.each([
    ['2025-02-28', '2025-02-28', 'R1'],
    ['2025-03-01', '2025-03-01', 'R1b'],
    ['2025-06-30', '2025-06-30', 'R1b'],
    ['2025-07-01', '2025-07-01', 'R2'],
    ['2026-06-30', '2026-06-30', 'R2'],
    ['2026-06-30', '2026-07-01', 'R3'],
    ['2026-07-01', '2026-07-01', 'R3'],
  ])('of a file opened on %s, acted on %s, is that of %s', (openedOn, asOf, regime) => {
    expect(regimeFor('authority', HOME, facts(openedOn, asOf))).toBe(regime);
  });
});

describe('competence', () => {
  const chairman = { organisationKind: 'commune-peoples-committee', roles: ['commune-chairman'] };
  const head = { organisationKind: 'commune-police', roles: ['head-of-commune-police'] };

  it.each([
    ['2026-06-30', chairman, true],
    ['2026-06-30', head, false],
    ['2026-07-01', chairman, false],
    ['2026-07-01', head, true],
  ])('to decide on %s', (day, by, competent) => {
    expect(checked('decide-home-rehabilitation', day, by).competent).toBe(competent);
  });

  it('to receive is the officer\u2019s, and the head\u2019s who answers for him, but an officer never decides', () => {
    const officer = { organisationKind: 'commune-police', roles: ['commune-police-officer'] };
    expect(checked('register-home-rehabilitation', '2026-07-02', officer).competent).toBe(true);
    expect(checked('register-home-rehabilitation', '2026-07-02', head).competent).toBe(true);
    expect(checked('decide-home-rehabilitation', '2026-07-02', officer).competent).toBe(false);
  });

  it('needs the right kind of body, whatever the role', () => {
    const elsewhere = { organisationKind: 'provincial-police', roles: ['head-of-commune-police'] };
    expect(checked('decide-home-rehabilitation', '2026-07-02', elsewhere).competent).toBe(false);
  });

  it('does not exist for a reception record before the new law', () => {
    expect(checked('reception-record', '2026-06-30', head)).toEqual({
      competent: false,
      competence: null,
      regime: 'R2',
    });
  });
});

describe('form of the decision', () => {
  it('is form 24 of one decree and form 22 of the other', () => {
    expect(formOf('decide-home-rehabilitation', 'R2')).toMatchObject({
      instrument: 'nd-116-2021',
      number: '24',
    });
    expect(formOf('decide-home-rehabilitation', 'R3')).toMatchObject({
      instrument: 'nd-163-2026',
      number: '22',
    });
  });
});

describe('time limit of the person to register', () => {
  it.each([
    ['told on a Friday under the old law, five working days', '2026-06-26', '2026-07-03T16:59:59Z', true],
    ['one second later', '2026-06-26', '2026-07-03T17:00:00Z', false],
    ['told under the new law, 24 hours', '2026-07-06', '2026-07-07T07:59:59Z', true],
    ['one second later', '2026-07-06', '2026-07-07T08:00:00Z', false],
  ] as const)('%s: told on %s, handed in at %s', (_name, day, handedInAt, inTime) => {
    const input = {
      determinationOn: dateOnly(day),
      toldAt: new Date(`${day}T08:00:00Z`),
      handedInAt: new Date(handedInAt),
    };
    const found = registrationTimeliness(input, calendar);
    expect(found.inTime).toBe(inTime);
  });

  it('says that it keeps the limit that was running when the law changed', () => {
    const told = { determinationOn: dateOnly('2026-06-29'), toldAt: new Date('2026-06-29T08:00:00Z') };
    const found = registrationTimeliness({ ...told, handedInAt: new Date('2026-07-01T02:00:00Z') }, calendar);
    expect(found.inTime).toBe(true);
    expect(found.explanation.steps.at(-1)?.text.vi).toContain('không rút ngắn');
  });
});

describe('what starts the time limit to decide', () => {
  it('is the registration, under the law of its day', () => {
    const at = new Date('2026-07-06T07:00:00Z');
    expect(decisionClock(HOME, facts('2026-07-06'), at)).toMatchObject({ start: at, regime: 'R3' });
    expect(decisionClock(HOME, facts('2026-06-29'), at)).toMatchObject({ regime: 'R2' });
  });

  it('is the reception record for a file that came over undecided, and says that this is a reading', () => {
    const clock = decisionClock(HOME, facts('2026-06-29', '2026-07-02'), new Date('2026-07-02T01:00:00Z'));
    expect(clock.regime).toBe('R3');
    expect(clock.because.mark).toBe('interpretation');
    expect(clock.because.steps.at(-1)?.text.vi).toContain('Luật không nói');
  });
});

describe('until when the person may begin', () => {
  it.each([
    // NĐ 116/2021 Art 3(4): 5 working days; NĐ 163/2026 Art 4(8): 2.
    ['2026-06-29', '2026-06-29T01:45:00Z', '2026-07-06T17:00:00.000Z'],
    ['2026-06-26', '2026-06-30T09:00:00Z', '2026-07-07T17:00:00.000Z'],
    ['2026-07-02', '2026-07-02T01:45:00Z', '2026-07-06T17:00:00.000Z'],
    ['2026-06-29', '2026-07-03T01:00:00Z', '2026-07-07T17:00:00.000Z'],
  ])('of a file opened on %s, decided at %s: before %s', (openedOn, decidedAt, dueAt) => {
    const limit = startLimit(HOME_DOOR, dateOnly(openedOn), new Date(decidedAt), calendar);
    expect(limit.dueAt.toISOString()).toBe(dueAt);
    expect(limit.explanation.steps.at(-1)?.mark).not.toBe('interpretation');
  });

  it('at a public facility is counted from the designation, and that is a reading', () => {
    const { begins } = PUBLIC_DOOR;
    expect(begins.after).toEqual(['designated', 'designated-by-ministry']);
    const designatedAt = new Date('2026-07-03T02:00:00Z');
    const limit = startLimit(PUBLIC_DOOR, dateOnly('2026-07-02'), designatedAt, calendar);
    expect(limit.dueAt.toISOString()).toBe('2026-07-07T17:00:00.000Z');
    const reading = limit.explanation.steps.at(-1);
    expect(reading?.mark).toBe('interpretation');
    expect(reading?.text.vi).toContain('cơ sở tiếp nhận');
  });
});

describe('minors', () => {
  it('need a guardian until the day on which they turn 18, and in doubt', () => {
    const birth = { date: dateOnly('2008-07-02'), year: 2008 };
    expect(needsGuardian({ birth }, dateOnly('2026-07-01'))).toBe(true);
    expect(needsGuardian({ birth }, dateOnly('2026-07-02'))).toBe(false);
    expect(needsGuardian({ birth: { year: 2008 } }, dateOnly('2026-07-02'))).toBe(true);
  });

  it('below 12 do not come under the procedure', () => {
    const applicant = { birth: { date: dateOnly('2014-07-03'), year: 2014 } };
    const papers = {
      items: [],
      determinationOn: dateOnly('2026-07-01'),
      registeringOn: dateOnly('2026-07-02'),
    };
    expect(dossierOf(HOME, 'R3', { applicant, withoutResidence: false, ...papers }).problem).toBe('under-12');
  });
});

const event = (type: HomeStep, at: string): CaseEvent => ({
  id: type,
  type,
  effectiveAt: new Date(at),
  precision: 'instant',
  recordedAt: new Date(at),
  recordedLegalAt: new Date(at),
  userId: null,
  system: null,
  organisationId: null,
  statusAfter: '',
  facts: {},
  reason: null,
  replacesId: null,
});
const refusal = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('It was not refused');
};

describe('takeStep', () => {
  it('leads from registration to decision', () => {
    const events = [event('registered', '2026-07-02T01:00:00Z')];
    expect(takeStep(HOME_DOOR, events, 'decided', new Date('2026-07-02T02:00:00Z'))).toBe('decided');
  });

  it('names the states that allow a step, and the article', () => {
    const { type, details } = refusal(() => takeStep(HOME_DOOR, [], 'decided', new Date()));
    expect(type.status).toBe(409);
    expect(details.extensions).toMatchObject({ state: 'handed-in', allowedIn: ['registered'] });
    expect(String(details.extensions?.['article'])).toContain('Điều 91');
  });

  it('says in words which state the file is in, and in which ones the step is possible', () => {
    const { details } = refusal(() => takeStep(HOME_DOOR, [], 'decided', new Date('2026-07-02T02:00:00Z')));
    const { registered, 'handed-in': handedIn } = HOME_DOOR.states;
    expect(details.detail?.vi).toContain(`“${handedIn?.label.vi}”`);
    expect(details.detail?.vi).toContain(`“${HOME_DOOR.stepLabels['decided']?.vi}”`);
    expect(details.detail?.vi).toContain(`chỉ ghi được ở trạng thái: “${registered?.label.vi}”`);
    expect(details.detail?.en).toContain(`“${registered?.label.en}”`);
  });

  it('sends nobody after a state that the law does not know', () => {
    const events = [event('registered', '2026-07-02T01:00:00Z')];
    const asked = () =>
      takeStep(SUBSTITUTION_DOOR, events, 'treatment-started', new Date('2026-07-02T02:00:00Z'));
    const { details } = refusal(asked);
    expect(details.extensions).toMatchObject({ allowedIn: [] });
    expect(details.detail?.vi).toContain('Pháp luật áp dụng cho hồ sơ không có bước');
    const old = [event('registered', '2026-06-29T01:00:00Z')];
    const under = () =>
      takeStep(SUBSTITUTION_DOOR, old, 'treatment-started', new Date('2026-06-29T02:00:00Z'));
    expect(refusal(under).details.extensions).toMatchObject({ allowedIn: ['decided'] });
  });

  it('lets nothing happen to a file that has ended, whatever the time of the entry', () => {
    const events = [event('registered', '2026-07-02T01:00:00Z'), event('died', '2026-07-02T08:00:00Z')];
    const { details } = refusal(() =>
      takeStep(HOME_DOOR, events, 'decided', new Date('2026-07-02T05:00:00Z')),
    );
    expect(details.extensions).toMatchObject({ state: 'died' });
  });

  it('survives every way in which a keeper can change', () => {
    const events = [
      event('registered', '2025-06-20T01:00:00Z'),
      event('decided', '2025-06-23T01:00:00Z'),
      event('keeper-moved', '2025-06-30T17:00:00Z'),
      event('competence-moved', '2026-06-30T17:00:00Z'),
    ];
    expect(takeStep(HOME_DOOR, events, 'died', new Date('2026-07-02T01:00:00Z'))).toBe('died');
  });

  it('names the later step that a late entry would make impossible', () => {
    const events = [event('registered', '2026-07-02T01:00:00Z'), event('decided', '2026-07-02T08:00:00Z')];
    const { type, details } = refusal(() =>
      takeStep(HOME_DOOR, events, 'withdrawn', new Date('2026-07-02T05:00:00Z')),
    );
    expect(type.code).toBe('cases.laterStepImpossible');
    expect(details.extensions).toMatchObject({ laterStep: 'decided' });
  });
});
