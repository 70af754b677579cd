import { Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { DashboardPasses, PASS_SECONDS } from '../identity/dashboard-passes.js';
import { Database } from '../platform/database/database.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { Text, WholeNumber } from '../platform/http/fields.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { DASHBOARD_PATH, PASS_COOKIE } from './job-dashboard.js';

export class JobPassDto {
  @Text({ max: 100, example: DASHBOARD_PATH, description: 'Page to open in the same browser' })
  readonly path: string = DASHBOARD_PATH;

  @WholeNumber({ min: 1, max: 3600, example: PASS_SECONDS, description: 'Seconds for which the page opens' })
  readonly seconds: number = PASS_SECONDS;
}

@ApiTags('operations')
@Controller('v1/jobs')
export class JobPassesController {
  constructor(
    private readonly passes: DashboardPasses,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  @Post('passes')
  @Endpoint({
    summary: 'Open the page of background jobs to this browser for a while',
    description: `The answer sets a cookie that nothing but ${DASHBOARD_PATH} gets. The page shows and changes nothing.`,
    permission: 'jobs.inspect',
    reach: 'common',
    answer: JobPassDto,
    status: 201,
    unsafe: true,
    secretAnswer: true,
  })
  async openJobDashboard(
    @CurrentActor() actor: UserActor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobPassDto> {
    await this.database.write(actor, (tx) =>
      this.audit.record(tx, { action: 'operations.job-dashboard.opened' }),
    );
    void reply.header('Set-Cookie', cookieOf(this.passes.issue(actor), reply.request.protocol === 'https'));
    return new JobPassDto();
  }
}

/** Not readable by scripts, not sent from other sites, and to the dashboard alone. */
function cookieOf(pass: string, secure: boolean): string {
  const rules = `Path=${DASHBOARD_PATH}; Max-Age=${PASS_SECONDS}; HttpOnly; SameSite=Strict`;
  return `${PASS_COOKIE}=${pass}; ${rules}${secure ? '; Secure' : ''}`;
}
