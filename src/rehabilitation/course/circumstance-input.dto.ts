import { text2 } from '../../law/text.js';
import { Instant, OneOf, Text } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import {
  COMPLAINT_STEPS,
  SERVICE_STEPS,
  WHEREABOUTS_STEPS,
  type ComplaintStep,
  type ServiceStep,
  type WhereaboutsStep,
} from '../voluntary/door-parts.js';
import { STEP_LABELS } from '../voluntary/step-labels.js';
import { ActedBy, PaperNumber } from '../voluntary/voluntary-input.dto.js';
import { EXECUTION_GROUNDS, type ExecutionGround } from './execution-grounds.js';

const Account = (example: string, description: string, optional = false): PropertyDecorator =>
  Text({ max: 1000, multiline: true, example, description, optional });

export class ComplaintStepDto {
  @OneOf(COMPLAINT_STEPS, { name: 'ComplaintStep' })
  readonly step: ComplaintStep = 'complained';

  @Instant({ example: '2026-07-05T09:00:00+07:00', description: 'When it came, or was decided' })
  readonly at: string = '';

  @PaperNumber('Number of the paper by which it was decided; needed then', true)
  readonly number?: string;

  @Account('Không đồng ý với thời hạn ghi trong quyết định', 'What it is about, or what was decided')
  readonly reason: string = '';
}

export class ServiceStepDto {
  @OneOf(SERVICE_STEPS, { name: 'ServiceStep' })
  readonly step: ServiceStep = 'service-began';

  @Instant({
    example: '2026-07-04T08:00:00+07:00',
    description: 'When it happened; of a report, when it came',
  })
  readonly at: string = '';

  @Text({
    max: 200,
    optional: true,
    example: 'Điểm tư vấn, hỗ trợ cai nghiện cộng đồng Vĩnh Bình',
    description: 'Who provides the services; needed when they begin',
  })
  readonly provider?: string;

  @OneOf(['completed', 'self-terminated'], {
    name: 'ServiceEnd',
    optional: true,
    description: 'How the services ended; needed then',
  })
  readonly outcome?: 'completed' | 'self-terminated';

  @PaperNumber('Number of the certificate of the services, where one was given', true)
  readonly number?: string;
}

export class WhereaboutsStepDto {
  @OneOf(WHEREABOUTS_STEPS, { name: 'WhereaboutsStep' })
  readonly step: WhereaboutsStep = 'disappeared';

  @Instant({
    example: '2026-07-05T09:00:00+07:00',
    description: 'Since when nobody knows, or when it was known again',
  })
  readonly at: string = '';

  @Account('Vắng mặt tại nơi cư trú ba ngày, gia đình không liên lạc được', 'What is known of it')
  readonly reason: string = '';
}

export const EXEMPTION_STEPS = ['postponed', 'exempted', 'suspended'] as const;
export const RESUMPTION_STEPS = ['postponement-ended', 'resumed'] as const;

/** What the director of the provincial police decided of voluntary rehabilitation at a public facility. */
export class ExemptionStepDto {
  @OneOf(EXEMPTION_STEPS, { name: 'ExemptionStep' })
  readonly step: (typeof EXEMPTION_STEPS)[number] = 'postponed';

  @Instant({ example: '2026-07-05T09:00:00+07:00', description: 'When it was decided' })
  readonly at: string = '';

  @PaperNumber('Number of the decision')
  readonly number: string = '';

  @OneOf(EXECUTION_GROUNDS, {
    name: 'ExecutionGround',
    optional: true,
    description: 'Ground of a postponement or exemption; needed then',
  })
  readonly ground?: ExecutionGround;

  @Account('Có giấy xác nhận của bệnh viện đang điều trị', 'Papers that prove it', true)
  readonly reason?: string;

  @ActedBy()
  readonly actedBy?: number;
}

export class ResumptionStepDto {
  @OneOf(RESUMPTION_STEPS, { name: 'ResumptionStep' })
  readonly step: (typeof RESUMPTION_STEPS)[number] = 'postponement-ended';

  @Instant({
    example: '2026-07-06T09:00:00+07:00',
    description: 'When the reason was over, or the person was back',
  })
  readonly at: string = '';

  @Account('Đã ra viện, sức khỏe phục hồi', 'What it is based on')
  readonly reason: string = '';
}

const labelled = <Step extends keyof typeof STEP_LABELS>(
  steps: readonly Step[],
): Readonly<Record<Step, (typeof STEP_LABELS)[Step]>> =>
  Object.fromEntries(steps.map((step) => [step, STEP_LABELS[step]])) as Record<
    Step,
    (typeof STEP_LABELS)[Step]
  >;

defineCodeList(
  'complaint-step',
  text2('Bước của khiếu nại', 'Step of a complaint'),
  labelled(COMPLAINT_STEPS),
);
defineCodeList(
  'service-step',
  text2('Bước sử dụng dịch vụ cai nghiện', 'Step of the services of a provider'),
  labelled(SERVICE_STEPS),
);
defineCodeList('service-end', text2('Dịch vụ chấm dứt thế nào', 'How the services ended'), {
  completed: text2('Hoàn thành dịch vụ', 'Completed'),
  'self-terminated': text2('Tự ý chấm dứt dịch vụ', 'Terminated by the person'),
});
defineCodeList(
  'whereabouts-step',
  text2('Biết hay không rõ người cai nghiện đang ở đâu', 'Whether it is known where the person is'),
  labelled(WHEREABOUTS_STEPS),
);
defineCodeList(
  'exemption-step',
  text2('Hoãn, miễn, tạm đình chỉ cai nghiện tự nguyện', 'Postponement, exemption, suspension'),
  labelled(EXEMPTION_STEPS),
);
defineCodeList(
  'resumption-step',
  text2('Tiếp tục sau khi hoãn, tạm đình chỉ', 'Going on after a postponement or suspension'),
  labelled(RESUMPTION_STEPS),
);
