import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import { Endpoint, PUBLIC } from '../http/endpoint.js';
import { OneOf, Text } from '../http/fields.js';
import { JobQueue } from '../jobs/job-queue.js';
import { Readiness } from './readiness.js';

export class LiveDto {
  @Text({ max: 10, example: 'ok' })
  readonly status: string = 'ok';
}

export class ReadyDto extends LiveDto {
  @OneOf(['redis', 'postgres'], { name: 'QueueBackendKind', description: 'Where BullMQ keeps its jobs' })
  readonly queue: 'redis' | 'postgres' = 'postgres';
}

@ApiTags('operations')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly queue: JobQueue,
  ) {}

  @Get('health/live')
  @Endpoint({ summary: 'The process runs', permission: PUBLIC, reach: 'public', answer: LiveDto })
  checkLiveness(): LiveDto {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Endpoint({
    summary: 'Database and queue can be reached, and the keys open what is stored',
    description:
      'Otherwise 503, with `missing`: `database`, `queue`, or `keys` where another process seals with a key that this ' +
      'one lacks.',
    permission: PUBLIC,
    reach: 'public',
    answer: ReadyDto,
  })
  async checkReadiness(): Promise<ReadyDto> {
    const missing = await this.readiness.missing();
    if (missing.length > 0) throw problem(P.unavailable, { retryAfterSeconds: 2, extensions: { missing } });
    return { status: 'ok', queue: this.queue.backendKind };
  }
}
