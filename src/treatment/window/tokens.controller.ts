import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { AskForTokensDto, DoseTokenDto, IssuedTokensDto, TokenPath, TokenQuery } from './token.dto.js';
import { TokenService } from './token.service.js';

@ApiTags('doses')
@Controller('v1')
export class TokensController {
  constructor(private readonly tokens: TokenService) {}

  @Post('dosing-day/tokens')
  @Endpoint({
    summary: 'Keep doses of a day for the own site, so that it may give them without a connection',
    description:
      'Each token holds the dose of one person, day and slot: no other site gives it meanwhile. It is good until the end of its day. The dose that was given is sent later with `tokenId`. Nobody is kept a dose for who is held, booked elsewhere, not in treatment, or had it already: `refused` says why.',
    permission: 'doses.dispense',
    reach: 'own-name',
    answer: IssuedTokensDto,
    status: 201,
    unsafe: true,
  })
  async issueDoseTokens(
    @CurrentActor() actor: UserActor,
    @Body() body: AskForTokensDto,
  ): Promise<IssuedTokensDto> {
    return this.tokens.issue(actor, body);
  }

  @Get('dosing-day/tokens')
  @Endpoint({
    summary: 'List the tokens of a day of the own site: standing, used, released',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(DoseTokenDto, 5000),
  })
  async listDoseTokens(
    @CurrentActor() actor: UserActor,
    @Query() query: TokenQuery,
  ): Promise<ChangeList<DoseTokenDto>> {
    return this.tokens.list(actor, query);
  }

  @Post('dose-tokens/:tokenId/release')
  @Endpoint({
    summary: 'Release a token: its dose may be given by whoever asks',
    permission: 'doses.dispense',
    reach: 'site',
    answer: DoseTokenDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchToken, P.tokenOver],
  })
  async releaseDoseToken(
    @CurrentActor() actor: UserActor,
    @Param() { tokenId }: TokenPath,
  ): Promise<DoseTokenDto> {
    return this.tokens.release(actor, tokenId);
  }
}
