import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { INVALID_BODY } from '../platform/errors/problem.js';
import { Endpoint, PUBLIC } from '../platform/http/endpoint.js';
import { LimitsGuessing } from '../platform/http/guessing-limit.js';
import { SESSION } from '../platform/security/session.problems.js';
import { ClientTokenDto, ClientTokenInput } from './api-client.dto.js';
import { P } from './auth.problems.js';
import { ClientTokenService } from './client-token.service.js';

// Not marked as unsafe: an answer with a token in it is not kept for a repetition.
const BODY_PROBLEMS = [INVALID_BODY, HTTP.malformedJson, HTTP.tooLarge, HTTP.unsupportedMediaType] as const;

@ApiTags('auth')
@Controller('v1/auth/client-token')
export class ClientTokenController {
  constructor(private readonly tokens: ClientTokenService) {}

  @Post()
  @LimitsGuessing()
  @Endpoint({
    summary: 'Give an API client an access token for its id and secret',
    permission: PUBLIC,
    reach: 'public',
    answer: ClientTokenDto,
    problems: [...BODY_PROBLEMS, P.wrongClient, SESSION.clientEnded],
  })
  async giveClientToken(@Body() body: ClientTokenInput): Promise<ClientTokenDto> {
    return this.tokens.give(body);
  }
}
