import { Controller, Get, Module } from '@nestjs/common';
import { APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { dateOnly } from '../../law/date.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { checkDeprecation, type Deprecation } from './deprecation.js';
import { Endpoint, PUBLIC } from './endpoint.js';
import { buildDocument } from './openapi.js';

const OLD: Deprecation = {
  since: dateOnly('2027-01-01'),
  sunset: dateOnly('2027-07-01'),
  instead: '/v1/new',
};

@ApiTags('old')
@Controller('v1')
class Routes {
  @Get('old')
  @Endpoint({
    summary: 'Goes',
    permission: PUBLIC,
    reach: 'public',
    answer: 'nothing',
    status: 200,
    deprecated: OLD,
  })
  oldRoute(): object {
    return {};
  }

  @Get('new')
  @Endpoint({ summary: 'Stays', permission: PUBLIC, reach: 'public', answer: 'nothing', status: 200 })
  newRoute(): object {
    return {};
  }
}

@Module({ controllers: [Routes], providers: [{ provide: APP_INTERCEPTOR, useClass: AnswerInterceptor }] })
class RoutesModule {}

describe('a deprecated route', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(RoutesModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
  });
  afterAll(() => app.close());

  it('says so in each answer: since when, until when, and what to use', async () => {
    const { statusCode, headers } = await app.inject({ method: 'GET', url: '/v1/old' });
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      deprecation: '@1798736400',
      sunset: 'Wed, 30 Jun 2027 17:00:00 GMT',
      link: '</v1/new>; rel="successor-version"',
    });
  });

  it('is marked in the document, from the same place', () => {
    const { paths } = buildDocument(app, { old: 'Thử' });
    expect(paths['/v1/old']?.get).toMatchObject({
      deprecated: true,
      description: 'Deprecated since 2027-01-01, answers until 2027-07-01. Use `/v1/new` instead.',
    });
    expect(paths['/v1/new']?.get?.deprecated).toBeUndefined();
  });

  it('is the only one that says so', async () => {
    const { headers } = await app.inject({ method: 'GET', url: '/v1/new' });
    expect(headers).not.toHaveProperty('deprecation');
    expect(headers).not.toHaveProperty('sunset');
  });

  it('answers for half a year at least', () => {
    expect(() => checkDeprecation({ ...OLD, sunset: dateOnly('2027-06-29') })).toThrow('too soon');
    expect(() => checkDeprecation(OLD)).not.toThrow();
  });
});
