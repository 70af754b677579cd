import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DashboardPasses } from '../identity/dashboard-passes.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { sendProblem } from '../platform/http/problem-answer.js';
import { JobQueue } from '../platform/jobs/job-queue.js';

export const DASHBOARD_PATH = '/jobs';
export const PASS_COOKIE = 'jobs_pass';
export const INSPECT_JOBS = 'jobs.inspect';

const READ_ONLY = { readOnlyMode: true, allowRetries: false } as const;

/**
 * Shows the queue's jobs to who holds a pass of an administrator. Read only: what a job means stands in PostgreSQL, and
 * the sweeps bring again what the queue has lost. Payloads hold ids alone, so there is nobody's data to see.
 */
@Injectable()
export class JobDashboard implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly queue: JobQueue,
    private readonly passes: DashboardPasses,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const pages = new FastifyAdapter();
    const queue = new BullMQAdapter(this.queue.shown as Queue, READ_ONLY);
    createBullBoard({ queues: [queue], serverAdapter: pages, options: { uiConfig: { boardTitle: 'Jobs' } } });
    pages.setBasePath(DASHBOARD_PATH);
    // Not awaited: that would load the server before its own error handler stands.
    void fastify.register(
      async (scope) => {
        scope.addHook('onRequest', async (request, reply) => this.admit(request, reply));
        await scope.register(pages.registerPlugin());
      },
      { prefix: DASHBOARD_PATH },
    );
  }

  /**
   * The pass is asked for at each request: a lock or an ended session shuts the page at once. Answered here, since the
   * pages bring an error handler of their own.
   */
  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const holder = await this.passes.holderOf(cookie(request.headers.cookie, PASS_COOKIE));
    if (!holder) return sendProblem(request, reply, problem(HTTP.unauthenticated, { detail: NO_PASS }));
    const mayLook = holder.permissions.has(INSPECT_JOBS) && request.method === 'GET';
    return mayLook ? undefined : sendProblem(request, reply, problem(HTTP.forbidden));
  }
}

const NO_PASS = {
  vi: 'Chưa có quyền truy cập tạm thời: gọi POST /v1/jobs/passes trong cùng trình duyệt',
  en: 'There is no pass: call POST /v1/jobs/passes in the same browser',
};

function cookie(header: string | undefined, name: string): string {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? '';
}
