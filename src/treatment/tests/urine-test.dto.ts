import { text2, type Text2 } from '../../law/text.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { UncheckedDto } from '../protocol/unchecked.dto.js';
import { Day, Flag, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

export type TestResult = 'negative' | 'positive' | 'invalid';
export type OtherResult = TestResult | 'not-tested';

const OTHER_LABELS: Readonly<Record<OtherResult, Text2>> = {
  negative: text2('Âm tính', 'Negative'),
  positive: text2('Dương tính', 'Positive'),
  invalid: text2('Không có giá trị', 'Invalid'),
  'not-tested': text2('Không xét nghiệm', 'Not tested'),
};
const OTHER_RESULTS = Object.keys(OTHER_LABELS) as readonly OtherResult[];
const TEST_RESULTS = OTHER_RESULTS.filter((each): each is TestResult => each !== 'not-tested');

defineCodeList('urine-other-result', text2('Kết quả với chất khác', 'Result for other drugs'), OTHER_LABELS);
defineCodeList('urine-result', text2('Kết quả xét nghiệm nước tiểu', 'Result of a urine test'), {
  negative: OTHER_LABELS.negative,
  positive: OTHER_LABELS.positive,
  invalid: OTHER_LABELS.invalid,
});

const ACCOUNT = { max: 1000, multiline: true } as const;

export class UrineTestPath {
  @Uuid()
  readonly testId: string = '';
}

export class UrineTestQuery extends ChangeListQuery {}

export class WriteUrineTestDto {
  @Day({ example: '2026-07-02', description: 'Not in the future' })
  readonly takenOn: string = '';

  @OneOf(TEST_RESULTS, { name: 'UrineResult' })
  readonly opioids: TestResult = 'negative';

  @OneOf(OTHER_RESULTS, { name: 'UrineOtherResult', example: 'not-tested' })
  readonly otherDrugs: OtherResult = 'not-tested';

  @Uuid({ optional: true, description: 'The test that this one checks' })
  readonly counterOf?: string;

  @Flag({
    ...{ optional: true, example: false },
    description: 'A counter-test was asked for: until its result the test is no evidence',
  })
  readonly counterAwaited?: boolean;

  @Text({ ...ACCOUNT, optional: true, example: 'Que thử 4 chân' })
  readonly account?: string;
}

export class VoidUrineTestDto {
  @Text({ ...ACCOUNT, example: 'Ghi nhầm người' })
  readonly reason: string = '';
}

export class UrineTestDto extends UncheckedDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly episodeId: string = '';

  @Day({ example: '2026-07-02' })
  readonly takenOn: string = '';

  @OneOf(TEST_RESULTS, { name: 'UrineResult' })
  readonly opioids: TestResult = 'negative';

  @OneOf(OTHER_RESULTS, { name: 'UrineOtherResult', example: 'not-tested' })
  readonly otherDrugs: OtherResult = 'not-tested';

  @Uuid({ nullable: true, example: null })
  readonly counterOf: string | null = null;

  @Flag({ example: false, description: 'A counter-test was asked for when it was entered' })
  readonly counterAwaited: boolean = false;

  @Text({ ...ACCOUNT, nullable: true, example: null })
  readonly account: string | null = null;

  @Text({ ...ACCOUNT, nullable: true, example: null, description: 'It was entered by mistake' })
  readonly voidReason: string | null = null;

  @WholeNumber({ min: 1, max: 1_000_000, example: 1 })
  readonly version: number = 1;
}
