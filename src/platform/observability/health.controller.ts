import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import { Endpoint, PUBLIC } from '../http/endpoint.js';
import { OneOf, Text } from '../http/fields.js';
import { JobQueue } from '../jobs/job-queue.js';

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
    private readonly dataSource: DataSource,
    private readonly queue: JobQueue,
  ) {}

  @Get('health/live')
  @Endpoint({ summary: 'The process runs', permission: PUBLIC, answer: LiveDto })
  checkLiveness(): LiveDto {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Endpoint({ summary: 'Database and queue can be reached', permission: PUBLIC, answer: ReadyDto })
  async checkReadiness(): Promise<ReadyDto> {
    try {
      await Promise.all([this.dataSource.query('select 1'), this.queue.ping()]);
    } catch (error) {
      throw problem(P.unavailable, { cause: error, retryAfterSeconds: 2 });
    }
    return { status: 'ok', queue: this.queue.backendKind };
  }
}
