import { endText, instantText, viDate } from '../law/date-text.js';
import { legalDayOf, type Birth, type DateOnly } from '../law/date.js';
import {
  STEP_TEXTS,
  type DecisionFacts,
  type HandedPaper,
  type PaperFacts,
  type ReceptionFacts,
  type StepFacts,
  type SupplementFacts,
} from './paper-facts.js';
import type { PaperText } from './render.js';
import { inCapitals } from './signature.rules.js';

/** A person as papers name one. */
export interface PersonOnPaper {
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: string | null;
  readonly identity: {
    readonly label: string;
    readonly number: string;
    readonly issuedOn: DateOnly | null;
    readonly issuedBy: string | null;
  } | null;
  readonly residence: string | null;
}

export interface PaperHead {
  /** The body above, where papers name one. */
  readonly superior: string | null;
  readonly body: string;
  readonly place: string;
  readonly on: DateOnly;
  readonly number: string | null;
  readonly caseCode: string;
  readonly dossierCode: string | null;
  /** The body that acted, where the one that issues took over from it. */
  readonly actedBy: string | null;
}

export interface PaperSignature {
  readonly lines: readonly string[];
  readonly name: string;
}

/** What the office adds that is not in the file. */
export interface PaperAdditions {
  readonly proposedBy?: string;
  readonly assignedTo?: string;
  readonly familyRepresentative?: string;
}

export interface PaperParts {
  readonly head: PaperHead;
  readonly person: PersonOnPaper;
  readonly facts: PaperFacts;
  readonly signature: PaperSignature;
  readonly additions: PaperAdditions;
}

// Its name is too long for one line of the heading: the unit stands on the next one.
const COMMITTEE = /^(ỦY BAN NHÂN DÂN) /;

/** Room to write by hand what is not on record. */
const BLANK = '…………………………';

/** Everything that a template may ask for, worded. */
export function paperFields({ head, person, facts, signature, additions }: PaperParts): PaperText {
  return {
    ...headFields(head),
    inPlaceOf: inPlaceOf(head, facts),
    ...personFields(person),
    signatureLines: signature.lines.join('\n'),
    signerName: signature.name,
    signerOffice: signature.lines.at(-1) ?? BLANK,
    ...factFields(facts, additions),
  };
}

/** 'ngày 02 tháng 7 năm 2026': days below 10 and the months 1 and 2 with a nought before. NĐ 30/2020/NĐ-CP, appendix I. */
export function longDay(day: DateOnly): string {
  const month = Number(day.slice(5, 7));
  return `ngày ${day.slice(8)} tháng ${month < 3 ? `0${month}` : month} năm ${day.slice(0, 4)}`;
}

function headFields(head: PaperHead): PaperText {
  return {
    superiors: head.superior ? [{ name: inCapitals(head.superior) }] : [],
    body: head.body,
    actingBody: head.actedBy ?? head.body,
    bodyInCaps: inCapitals(head.actedBy ?? head.body),
    bodyInHeading: inCapitals(head.body).replace(COMMITTEE, '$1\n'),
    numbers: head.number ? [{ text: head.number }] : [],
    placeAndDay: `${head.place}, ${longDay(head.on)}`,
    caseCode: head.caseCode,
    dossierCodes: head.dossierCode ? [{ code: head.dossierCode }] : [],
  };
}

/** Who issues a paper about what another body did says so. */
function inPlaceOf({ body, actedBy }: PaperHead, facts: PaperFacts): { readonly text: string }[] {
  if (actedBy === null) return [];
  const took = `${body} đã tiếp nhận toàn bộ nhiệm vụ của ${actedBy}`;
  if (facts.kind !== 'decision')
    return [{ text: `${took} và lập giấy này về việc do cơ quan đó thực hiện.` }];
  const act = `Quyết định số ${facts.number} ngày ${viDate(legalDayOf(facts.actedAt))} của ${actedBy}`;
  return [{ text: `Văn bản này ghi lại ${act}. ${took} và ban hành văn bản này.` }];
}

function personFields({ fullName, birth, sex, identity, residence }: PersonOnPaper): PaperText {
  return {
    fullName,
    fullNameInCaps: inCapitals(fullName),
    born: birth.date ? viDate(birth.date) : `năm ${birth.year} (không rõ ngày, tháng)`,
    sex: sex ?? BLANK,
    identity: identity ? identityText(identity) : 'chưa có',
    residence: residence ?? BLANK,
  };
}

function identityText({ label, number, issuedOn, issuedBy }: NonNullable<PersonOnPaper['identity']>): string {
  const on = issuedOn ? viDate(issuedOn) : BLANK;
  return `${label} ${number}; cấp ngày ${on}; nơi cấp: ${issuedBy ?? BLANK}`;
}

function factFields(facts: PaperFacts, additions: PaperAdditions): PaperText {
  switch (facts.kind) {
    case 'reception-slip':
      return receptionFields(facts);
    case 'supplement-slip':
      return supplementFields(facts);
    case 'decision':
      return decisionFields(facts, additions);
    case 'step':
      return stepFields(facts, additions);
  }
}

function receptionFields({ procedure, actedAt, items, returns }: ReceptionFacts): PaperText {
  return {
    procedure,
    receivedAt: instantText(actedAt).vi,
    ...numbered(items.map((title) => ({ title }))),
    returns: returns ? [{ at: endText(returns.dueAt).vi, ground: returns.ground }] : [],
    noReturn: returns ? [] : [{ why: 'pháp luật không quy định thời hạn.' }],
  };
}

function supplementFields({ procedure, actedAt, missing }: SupplementFacts): PaperText {
  return { procedure, handedInAt: instantText(actedAt).vi, ...numbered(missing) };
}

function decisionFields(facts: DecisionFacts, additions: PaperAdditions): PaperText {
  const { term, termNote, placeOfTreatment, copies, actedAt } = facts;
  const family = additions.familyRepresentative ?? facts.guardian;
  return {
    placeOfTreatment,
    terms: term
      ? [{ months: String(term.months), startsOn: viDate(term.startsOn), endsOn: viDate(term.endsOn) }]
      : [],
    noTerm: term ? [] : [{ why: termNote ?? BLANK }],
    effectiveOn: viDate(legalDayOf(actedAt)),
    proposedBy: additions.proposedBy ?? BLANK,
    assignedTo: additions.assignedTo ?? BLANK,
    familyRepresentative: family ?? BLANK,
    copies: copies.map((name) => ({ name })),
  };
}

function stepFields({ texts, papers }: StepFacts, { proposedBy }: PaperAdditions): PaperText {
  const values = STEP_TEXTS.map((name): [string, string] => [name, texts[name] ?? BLANK]);
  const lastPage = papers.reduce((last, paper) => Math.max(last, paper.lastPage ?? 0), 0);
  return {
    ...Object.fromEntries(values),
    proposedBy: proposedBy ?? BLANK,
    papers: handed(papers),
    paperCount: papers.length === 0 ? '……' : String(papers.length).padStart(2, '0'),
    pageCount: lastPage === 0 ? '……' : String(lastPage),
    copies: [],
  };
}

/** Two open rows where the file names no paper. */
function handed(papers: readonly HandedPaper[]): readonly PaperText[] {
  if (papers.length === 0) return ['1', '2'].map((order) => ({ order, title: BLANK, dated: '', pages: '' }));
  return papers.map(({ title, dated = '', firstPage, lastPage }, at) => ({
    order: String(at + 1),
    title,
    dated,
    pages: firstPage === undefined || lastPage === undefined ? '' : pagesText(firstPage, lastPage),
  }));
}

/** '01', '02 - 05' */
function pagesText(first: number, last: number): string {
  const [from, to] = [first, last].map((page) => String(page).padStart(2, '0'));
  return from === to ? String(from) : `${from} - ${to}`;
}

/** A list with its numbers, and how long it is: '06'. */
function numbered(rows: readonly Readonly<Record<string, string>>[]): PaperText {
  return {
    items: rows.map((row, at) => ({ order: String(at + 1), ...row })),
    itemCount: String(rows.length).padStart(2, '0'),
  };
}
