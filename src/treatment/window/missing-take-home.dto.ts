import { Day, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';

export class ReportMissingDto {
  @Day({ example: '2026-07-06', description: 'The day whose dose it is, today or to come' })
  readonly day: string = '';

  @Text({ max: 1000, multiline: true, example: 'Người bệnh làm rơi vỡ trên đường chuyển nơi ở' })
  readonly reason: string = '';
}

export class MissingTakeHomesDto {
  @Uuid()
  readonly episodeId: string = '';

  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @WholeNumber({ min: 1, max: 10, example: 1, description: 'How many doses are free to be given now' })
  readonly doses: number = 1;
}
