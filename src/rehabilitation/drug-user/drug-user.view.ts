import type { CaseEvent } from '../../cases/case-file.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { DRUG_USER_PAPERS, missingDrugUserPapers, type PaperMoment } from '../../law/drug-user-papers.js';
import { STOP_GROUNDS, type StopGround } from '../../law/drug-user-stop.js';
import { explain, step as explained } from '../../law/explanation.js';
import { cite } from '../../law/instruments.js';
import { REGIMES, type Regime } from '../../law/regimes.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { toFormDto } from '../../cases/steps/act-papers.js';
import type { ProposalDto } from '../course/course-answer.dto.js';
import { toFollowedFileDto, type FollowedView } from '../../cases/steps/file-answer.dto.js';
import type { DrugUserManagementDto, MissingUserPaperDto, StopDto } from './drug-user-answer.dto.js';
import {
  authorityOf,
  checksOf,
  decisionAwaitsResult,
  findingOf,
  ordered,
  papersOf,
  residenceOf,
  termNow,
  testsOf,
  writtenTermOf,
} from './drug-user-history.js';
import { DRUG_USER } from './drug-user-procedure.js';
import type { DrugUserState } from './drug-user-transitions.js';

/** The answer to "where are we, what is next, by when, who, why". */
export function toDrugUserDto(view: FollowedView): DrugUserManagementDto {
  const { file, events, today } = view;
  const finding = findingOf(events);
  const checks = checksOf(events, today);
  const head = toFollowedFileDto(DRUG_USER, view);
  return {
    ...head,
    status: file.status as DrugUserState,
    decidingOrganisationId: authorityOf(events),
    finding: {
      ...finding,
      foundAt: finding.foundAt.toISOString(),
      resultAt: finding.resultAt.toISOString(),
    },
    residence: residenceOf(events),
    papersOnFile: papersOf(events),
    missing: missingPapers(view),
    term: termDto(view),
    counted: countedDto(view),
    checks: { lastOn: checks.lastOn, missed: checks.missed },
    tests: testsOf(events).map(({ at, ...test }) => ({ ...test, at: at.toISOString() })),
    stop: stopDto(events),
    proposals: proposals(view),
    next: head.next.filter(
      // For nobody else the result is a paper as others are.
      ({ step }) => step !== 'result-added' || decisionAwaitsResult(residenceOf(events), papersOf(events)),
    ),
  };
}

const regimeToday = ({ file, events, today }: FollowedView): Regime =>
  regimeFor('form', DRUG_USER.kind, factsAt(DRUG_USER, file, events, today));

const MOMENT_OF: Readonly<Partial<Record<string, PaperMoment>>> = {
  found: 'notice',
  verified: 'notice',
  noticed: 'decision',
  'used-again': 'decision',
  'suspended-used-again': 'decision',
  'moving-used-again': 'decision',
};

/** Found to have used drugs again, and not decided on anew. */
const USED_AGAIN: ReadonlySet<string> = new Set(['used-again', 'suspended-used-again', 'moving-used-again']);

function missingPapers(view: FollowedView): MissingUserPaperDto[] {
  const { events, file } = view;
  const moment = MOMENT_OF[file.status];
  if (!moment) return [];
  const facts = {
    ...{ regime: regimeToday(view), moment, papers: papersOf(events) },
    ...{ withoutResidence: residenceOf(events) === 'none', again: USED_AGAIN.has(file.status) },
  };
  return missingDrugUserPapers(facts).map(({ paper, form, citation }) => ({
    ...{ paper, neededFor: moment, label: DRUG_USER_PAPERS[paper] },
    ...{ form: toFormDto(form), citation: toCitationDto(citation) },
  }));
}

function termDto({ file, events }: FollowedView): DrugUserManagementDto['term'] {
  const term = writtenTermOf(file.openedOn, events);
  return term && { ...term, explanation: toExplanationDto(term.explanation) };
}

function countedDto({ file, events, today }: FollowedView): DrugUserManagementDto['counted'] {
  const counted = termNow(file.openedOn, events, today);
  if (!counted) return null;
  const { endsOn, countedDays, remainingDays, isPaused: paused, explanation } = counted;
  return { endsOn, countedDays, remainingDays, paused, explanation: toExplanationDto(explanation) };
}

function stopDto(events: readonly CaseEvent[]): StopDto | null {
  const stopped = ordered(events).findLast(({ type }) => type === 'stopped');
  if (!stopped) return null;
  const { ground, article, determinationOn } = stopped.facts;
  return {
    ...{ ground: ground as StopGround, label: STOP_GROUNDS[ground as StopGround].label },
    ...{
      article: String(article),
      determinationOn: typeof determinationOn === 'string' ? determinationOn : null,
    },
  };
}

const UNDECIDED: ReadonlySet<string> = new Set(['found', 'verified', 'noticed']);
const ENDABLE: ReadonlySet<string> = new Set(['managed', 'used-again']);

/** Whom the law has determined, and a term that is over. */
function proposals(view: FollowedView): ProposalDto[] {
  const { file, events, today } = view;
  const again = ordered(events).findLast(({ type }) => type === 'use-found-again');
  const found: ProposalDto[] = [];
  if (USED_AGAIN.has(file.status) && again) found.push(determination(view, 'again'));
  if (UNDECIDED.has(file.status) && residenceOf(events) === 'none')
    found.push(determination(view, 'no-residence'));
  const counted = termNow(file.openedOn, events, today);
  if (ENDABLE.has(file.status) && counted?.endsOn && today > counted.endsOn) {
    const explanation = toExplanationDto(counted.explanation);
    found.push({ what: 'end-management', since: counted.endsOn, explanation });
  }
  return found;
}

const WHOM = {
  again: {
    vi: 'Đang trong thời hạn quản lý mà bị phát hiện sử dụng trái phép chất ma túy: Công an cấp xã lập hồ sơ đề nghị xác định tình trạng nghiện.',
    en: 'Found to have used drugs while managed: the commune police request a determination of addiction.',
    law2021: cite('luat-73-2021', 'Điều 27 khoản 1 điểm a, khoản 2'),
    law2025: cite('luat-120-2025', 'Điều 31 khoản 1 điểm c, khoản 2'),
  },
  'no-residence': {
    vi: 'Không có nơi cư trú ổn định: phải xác định tình trạng nghiện, chỉ quản lý khi kết luận là không nghiện.',
    en: 'No stable residence: addiction is determined first, and only who is not addicted is managed.',
    law2021: cite('luat-73-2021', 'Điều 27 khoản 1 điểm b, khoản 2'),
    law2025: cite('luat-120-2025', 'Điều 31 khoản 1 điểm đ, Điều 24 khoản 6'),
  },
} as const;

function determination(view: FollowedView, why: keyof typeof WHOM): ProposalDto {
  const regime = regimeToday(view);
  const { vi, en, law2021, law2025 } = WHOM[why];
  const explanation = explain({
    rule: 'drug-user.determination',
    version: REGIMES[regime].from,
    inputs: { regime, why },
    steps: [explained(vi, en, regime === 'R3' ? law2025 : law2021)],
    result: { what: 'determine-addiction' },
  });
  return { what: 'determine-addiction', since: view.today, explanation: toExplanationDto(explanation) };
}
