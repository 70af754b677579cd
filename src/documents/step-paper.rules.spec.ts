import { TemplateHandler } from 'easy-template-x';
import type { StepDefinition } from '../cases/steps/stepped-procedure.js';
import { FORMS, type FormKey } from '../law/forms.js';
import type { Regime } from '../law/regimes.js';
import { Problem } from '../platform/errors/problem.js';
import { STEP_TEXTS } from './paper-facts.js';
import { paperFields } from './paper-fields.js';
import { renderPaper } from './render.js';
import { SAMPLE_PAPERS } from './sample-papers.js';
import { deciderOf, formsOfStep, pickForm } from './step-paper.rules.js';
import { STEP_FORMS, stepForm, whyNoTemplate } from './templates/step-templates.js';
import type { StepForm } from './templates/step-parts.js';
import { templateOfStep } from './templates/templates.js';

const nameOf = ({ instrument, appendix, number }: FormKey): string => `${instrument} ${appendix} ${number}`;
/** Every form of every appendix; those of a decree that went on under the new law once. */
const DECREES = FORMS.filter((form, at) => FORMS.findIndex((each) => nameOf(each) === nameOf(form)) === at);
/** Some rows serve one step of their form alone; at the others another kind of paper does. */
const FOR_SOME_STEPS = STEP_FORMS.filter(({ only }) => only !== undefined).map(({ form }) => nameOf(form));

describe('the table of forms', () => {
  it.each(DECREES.map((form) => [nameOf(form), form] as const))(
    '%s has a row, or a reason why not, and both only where the row is for some of its steps',
    (name, form) => {
      expect([stepForm(form) !== undefined, whyNoTemplate(form) !== undefined].toSorted()).toEqual([
        FOR_SOME_STEPS.includes(name),
        true,
      ]);
    },
  );

  it('serves the decision to go on after a move by form 22, and not the first one', () => {
    const form = { instrument: 'nd-163-2026', appendix: 'V', number: '22' } as const;
    expect(FOR_SOME_STEPS).toEqual([nameOf(form)]);
    expect(stepForm(form, 'continue-home-rehabilitation')?.look).toBe('decision');
    expect(stepForm(form, 'decide-home-rehabilitation')).toBeUndefined();
  });

  it('has no row twice, and none of a form that the law does not know', () => {
    const rows = STEP_FORMS.map(({ form }) => nameOf(form));
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.filter((name) => !DECREES.some((form) => nameOf(form) === name))).toEqual([]);
  });

  it('lets records be signed by two or more, and numbers none that has no heading of a body', () => {
    const records = STEP_FORMS.filter(({ look }) => look === 'record');
    expect(records.map(({ hands = [] }) => hands.length).filter((count) => count < 2)).toEqual([]);
    // Form 27 of 2021 and its follower: the one who breached, the recorder, the witness, the body.
    const breach = stepForm({ instrument: 'nd-163-2026', appendix: 'V', number: '34' });
    expect(breach?.hands).toHaveLength(4);
    expect(numbersOf((row) => row.unnumbered === true)).toEqual(['03', '05', '01', '05']);
    const declared = STEP_FORMS.filter(({ look }) => look === 'declaration');
    expect(declared.every(({ heading, hands = [] }) => heading === 'state' && hands.length > 0)).toBe(true);
  });

  it.each(STEP_FORMS.map(({ form }) => [nameOf(form), form] as const))(
    '%s prints its title, and leaves open what nobody knows',
    async (_name, form) => {
      const template = templateOfStep(form);
      const row = stepForm(form);
      if (!template || !row) throw new Error('no template');
      const known = SAMPLE_PAPERS[template.key] ?? {};
      const unknown = Object.fromEntries(STEP_TEXTS.map((name) => [name, '…………']));
      const text = await new TemplateHandler().getText(await renderPaper(template, { ...known, ...unknown }));
      expect(text).toContain(row.title[0]);
      expect(text).toContain(row.title[1]);
      expect(text.toLocaleUpperCase('vi')).toContain('HUYỀN TRÂN THỊ NGỌC ÁNH TUYẾT');
      expect(text).not.toMatch(/undefined|null|NaN/);
    },
  );
});

const numbersOf = (chosen: (row: StepForm) => boolean): readonly string[] =>
  STEP_FORMS.filter(chosen).map(({ form }) => form.number);

const ofForm = (definition: StepDefinition, regime: Regime): readonly string[] =>
  formsOfStep(definition, regime).map(({ form }) => form.number);

describe('the forms of a step', () => {
  it.each<[string, StepDefinition, Regime, readonly string[]]>([
    ['of an act under the old law', { act: 'notify-compulsory-dossier', paper: true }, 'R2', ['32']],
    ['of the same act under the new one', { act: 'notify-compulsory-dossier', paper: true }, 'R3', ['37']],
    [
      'with what goes along',
      { act: 'notify-compulsory-dossier', paper: true, alsoForms: ['refuse-notice'] },
      'R3',
      ['37', '41'],
    ],
    [
      'of fitting a device: the record and the pledge',
      { act: 'fit-monitoring-device', paper: true },
      'R3',
      ['03', '04'],
    ],
    [
      'of a test that needs no decision',
      { act: 'test-managed-user', form: 'test-managed-user' },
      'R2',
      ['03'],
    ],
    ['of a step that is nobody’s act', { form: 'notify-end' }, 'R3', ['51']],
    ['of an act without a paper: a refused certificate', { act: 'certify-home-rehabilitation' }, 'R3', []],
    [
      'of registering, which is the reception too',
      { act: 'register-home-rehabilitation', alsoForms: ['reception-record'] },
      'R3',
      ['24', '25'],
    ],
  ])('%s', (_what, definition, regime, expected) => {
    expect(ofForm(definition, regime)).toEqual(expected);
  });

  it('bear the number of the act only where they are its own', () => {
    const forms = formsOfStep(
      { act: 'decide-interim-management', paper: true, alsoForms: ['hand-over-interim'] },
      'R2',
    );
    expect(forms.map(({ form, isOwn }) => [form.number, isOwn])).toEqual([
      ['36', true],
      ['37', false],
    ]);
  });
});

const refusalOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return { code: error.type.code, ...error.details.extensions };
    throw error;
  }
};

describe('picking a form', () => {
  const forms = formsOfStep({ act: 'receive-private-facility', paper: true }, 'R3');

  it('takes the first that has a template, or the one that is asked for', () => {
    expect(pickForm(forms, false, undefined)).toMatchObject({ form: { number: '24' } });
    const reception = formsOfStep({ act: 'reception-record', paper: true }, 'R3');
    expect(pickForm(reception, false, '25')).toMatchObject({ form: { number: '25' } });
  });

  it('says why a form has no template, and which forms the step has', () => {
    expect(refusalOf(() => pickForm(forms, false, '29'))).toMatchObject({
      code: 'documents.templateMissing',
    });
    expect(refusalOf(() => pickForm(forms, false, '36'))).toMatchObject({
      code: 'documents.formNotOfStep',
      forms: [{ number: '24' }, { number: '29' }],
    });
  });

  it('passes over a form that its own keeper writes, and says why where it is asked for', () => {
    const device = formsOfStep({ form: 'ask-device-change' }, 'R3');
    expect(pickForm(device, false, undefined)).toMatchObject({ form: { number: '05' } });
    expect(refusalOf(() => pickForm(device, false, '06'))).toMatchObject({
      code: 'documents.templateMissing',
    });
    const decided = formsOfStep({ act: 'decide-home-rehabilitation', paper: true }, 'R3');
    expect(refusalOf(() => pickForm(decided, false, '22'))).toMatchObject({
      code: 'documents.templateMissing',
    });
    const moved = formsOfStep({ act: 'continue-home-rehabilitation', paper: true }, 'R3');
    expect(pickForm(moved, false, undefined)).toMatchObject({ form: { number: '22' }, isOwn: true });
  });

  it('has a letter where the law has no form for one, and nothing otherwise', () => {
    expect(pickForm([], true, undefined)).toEqual({ form: null, isOwn: true });
    expect(pickForm([], false, undefined)).toBeNull();
    expect(pickForm([], true, '36')).toBeNull();
  });
});

it.each([
  ['commune-police', 'Công an xã Vĩnh Thuận', 'R3', 'TRƯỞNG CÔNG AN XÃ VĨNH THUẬN'],
  ['public-rehabilitation-facility', 'Cơ sở cai nghiện số 1', 'R2', 'GIÁM ĐỐC CƠ SỞ CAI NGHIỆN SỐ 1'],
  ['public-rehabilitation-facility', 'Cơ sở cai nghiện số 1', 'R3', 'TRƯỞNG CƠ SỞ CAI NGHIỆN SỐ 1'],
  ['district-body', 'Phòng Lao động', 'R1', 'PHÒNG LAO ĐỘNG'],
] as const)('a decision of a %s is made in the name of its head', (kind, name, regime, expected) => {
  expect(deciderOf({ kind, name }, regime)).toBe(expected);
});

describe('what is handed over', () => {
  const parts = SAMPLE_PAPERS['step/nd-163-2026/V/36'];

  it('is told paper by paper with its pages', () => {
    expect(parts).toMatchObject({ paperCount: '04', pageCount: '8' });
    const rows = [
      { pages: '01 - 03' },
      { order: '2', pages: '04 - 05' },
      { pages: '06' },
      { pages: '07 - 08' },
    ];
    expect(parts?.['papers']).toMatchObject(rows);
  });

  it('is left open where the file names nothing', () => {
    const fields = paperFields({
      head: {
        superior: null,
        body: 'Công an xã',
        place: 'Vĩnh Thuận',
        on: '2026-07-02',
        number: null,
        caseCode: 'HS',
        dossierCode: null,
        actedBy: null,
      } as never,
      person: {
        fullName: 'Lê Văn Tám',
        birth: { year: 1990 },
        sex: null,
        identity: null,
        residence: null,
      },
      facts: {
        kind: 'step',
        organisationId: 1,
        actedAt: new Date(),
        eventId: '',
        form: null,
        number: null,
        signedBy: 'office',
        isNumbered: true,
        texts: {},
        papers: [],
      },
      signature: { lines: [], name: 'Danh Phúc' },
      additions: {},
    });
    expect(fields).toMatchObject({ paperCount: '……', addressee: '…………………………' });
    expect(fields['papers']).toHaveLength(2);
  });
});
