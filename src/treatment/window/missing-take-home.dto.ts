import { Day, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';

class TakeHomesOfDayDto {
  @Day({ example: '2026-07-06', description: 'The day whose doses they are' })
  readonly day: string = '';

  @WholeNumber({
    min: 1,
    max: 10,
    optional: true,
    example: 1,
    description: 'One of several doses of the day; absent: all of them',
  })
  readonly slot?: number;
}

export class ReportMissingDto extends TakeHomesOfDayDto {
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

export class ReportFoundDto extends TakeHomesOfDayDto {
  @Text({ max: 1000, multiline: true, example: 'Ghi nhầm ngày: người bệnh vẫn còn chai thuốc' })
  readonly reason: string = '';
}

export class FoundTakeHomesDto {
  @Uuid()
  readonly episodeId: string = '';

  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @WholeNumber({
    min: 1,
    max: 10,
    example: 1,
    description: 'How many of them are the doses of that day again',
  })
  readonly doses: number = 1;

  @WholeNumber({
    min: 0,
    max: 10,
    example: 0,
    description:
      'For how many of them another dose was given meanwhile: there are two, and every site of them is told',
  })
  readonly givenAgain: number = 0;
}
