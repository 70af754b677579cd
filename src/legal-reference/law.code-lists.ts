import { ACTS, type Act } from '../law/acts.js';
import type { DossierItemCode } from '../law/dossiers.js';
import { INSTRUMENTS, type InstrumentKey, type InstrumentKind } from '../law/instruments.js';
import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import { PROCEDURES, type Procedure } from '../law/procedures.js';
import { REGIMES, type Regime } from '../law/regimes.js';
import type { SourceMark } from '../law/source-mark.js';
import type { Text2 } from '../law/text.js';
import { DAY_KINDS } from '../law/calendar.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

const INSTRUMENT_KIND_LABELS: Readonly<Record<InstrumentKind, Text2>> = {
  law: { vi: 'Luật', en: 'Law' },
  code: { vi: 'Bộ luật', en: 'Code' },
  ordinance: { vi: 'Pháp lệnh', en: 'Ordinance' },
  resolution: { vi: 'Nghị quyết', en: 'Resolution' },
  decree: { vi: 'Nghị định', en: 'Decree' },
  circular: { vi: 'Thông tư', en: 'Circular' },
  'joint-circular': { vi: 'Thông tư liên tịch', en: 'Joint circular' },
  decision: { vi: 'Quyết định', en: 'Decision' },
};

const SOURCE_MARK_LABELS: Readonly<Record<SourceMark, Text2>> = {
  official: { vi: 'Đã đọc trong văn bản chính thức', en: 'Read in the official text' },
  secondary: { vi: 'Đã đọc trong bản sao của bên thứ ba', en: 'Read in a third-party copy' },
  interpretation: {
    vi: 'Cách hiểu của hệ thống, văn bản không nói rõ',
    en: 'Our reading where the text is silent or open',
  },
  unverified: { vi: 'Chưa kiểm chứng', en: 'Not verified' },
};

type TimeUnit = 'hours' | 'days' | 'working-days' | 'months' | 'years';
const TIME_UNIT_LABELS: Readonly<Record<TimeUnit, Text2>> = {
  hours: { vi: 'giờ', en: 'hours' },
  days: { vi: 'ngày', en: 'days' },
  'working-days': { vi: 'ngày làm việc', en: 'working days' },
  months: { vi: 'tháng', en: 'months' },
  years: { vi: 'năm', en: 'years' },
};

// What the papers are called under each law is in the rules of the dossier; these names serve both.
export const DOSSIER_ITEM_LABELS: Readonly<Record<DossierItemCode, Text2>> = {
  application: { vi: 'Đơn xin hoặc bản đăng ký cai nghiện', en: 'Application or registration' },
  'curriculum-vitae': { vi: 'Lý lịch', en: 'Curriculum vitae' },
  'guardian-opinion': {
    vi: 'Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp',
    en: 'Opinion of the parents, guardian or legal representative',
  },
  'determination-result': {
    vi: 'Kết quả xác định tình trạng nghiện ma túy',
    en: 'Result of the determination of addiction',
  },
  'substitution-confirmation': {
    vi: 'Giấy xác nhận đang điều trị nghiện bằng thuốc thay thế',
    en: 'Confirmation of substitution treatment',
  },
  'identity-copy': { vi: 'Giấy tờ tùy thân', en: 'Proof of identity' },
  'guardian-consent': {
    vi: 'Văn bản đồng ý của người đại diện hợp pháp',
    en: 'Written consent of the legal representative',
  },
  'head-of-police-letter': {
    vi: 'Văn bản đề nghị của Trưởng Công an cấp xã',
    en: 'Letter of the head of the commune police',
  },
};

export const INSTRUMENT_KINDS = Object.keys(INSTRUMENT_KIND_LABELS) as readonly InstrumentKind[];
export const SOURCE_MARKS = Object.keys(SOURCE_MARK_LABELS) as readonly SourceMark[];
export const INSTRUMENT_KEYS = Object.keys(INSTRUMENTS) as readonly InstrumentKey[];
export const PROCEDURE_KEYS = Object.keys(PROCEDURES) as readonly Procedure[];
export const ACT_KEYS = Object.keys(ACTS) as readonly Act[];
export const ORGANISATION_KIND_KEYS = Object.keys(ORGANISATION_KINDS) as readonly OrganisationKind[];
export const REGIME_KEYS = Object.keys(REGIMES) as readonly Regime[];

const REGIME_LABELS = Object.fromEntries(REGIME_KEYS.map((key) => [key, REGIMES[key].title])) as Readonly<
  Record<Regime, Text2>
>;

defineCodeList('procedure', { vi: 'Thủ tục', en: 'Procedure' }, PROCEDURES);
defineCodeList('act', { vi: 'Hành vi có hiệu lực pháp lý', en: 'Act with legal effect' }, ACTS);
defineCodeList('day-kind', { vi: 'Loại ngày', en: 'Kind of day' }, DAY_KINDS);
defineCodeList(
  'source-mark',
  { vi: 'Độ tin cậy của nguồn', en: 'How far a source may be trusted' },
  SOURCE_MARK_LABELS,
);
defineCodeList(
  'instrument-kind',
  { vi: 'Loại văn bản', en: 'Kind of legal instrument' },
  INSTRUMENT_KIND_LABELS,
);
defineCodeList('time-unit', { vi: 'Đơn vị thời gian', en: 'Unit of time' }, TIME_UNIT_LABELS);
defineCodeList('dossier-item', { vi: 'Giấy tờ trong hồ sơ', en: 'Paper of a dossier' }, DOSSIER_ITEM_LABELS);
defineCodeList('regime', { vi: 'Thời kỳ pháp luật', en: 'Generation of the law' }, REGIME_LABELS);
