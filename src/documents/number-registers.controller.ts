import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../cases/cases.problems.js';
import { P as ORGANISATIONS } from '../identity/organisation.problems.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import type { ChangePage } from '../platform/http/change-page.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import {
  GivenNumberDto,
  GivenNumberPage,
  GivenNumberQuery,
  NumberPatternInput,
  NumberRegisterDto,
  NumberRegisterInput,
  NumberRegisterList,
  NumberRegisterQuery,
  TakeNumberInput,
} from './number-register.dto.js';
import { NumberRegisterService } from './number-register.service.js';

@ApiTags('papers')
@Controller('v1')
export class NumberRegistersController {
  constructor(private readonly registers: NumberRegisterService) {}

  @Get('number-registers')
  @Endpoint({
    summary: 'List the registers by which a body numbers its papers and dossiers',
    description:
      'A kind without a register is not numbered here: decisions then bear the number that was entered in the file, dossiers have no one-stop code.',
    permission: 'registers.read',
    reach: 'organisation',
    answer: NumberRegisterList,
  })
  async listNumberRegisters(
    @CurrentActor() actor: UserActor,
    @Query() query: NumberRegisterQuery,
  ): Promise<ChangeList<NumberRegisterDto>> {
    return this.registers.list(actor, query);
  }

  @Post('number-registers')
  @Endpoint({
    summary: 'Open a register for a kind of paper, going on from the book on paper',
    permission: 'registers.manage',
    reach: 'organisation',
    answer: NumberRegisterDto,
    status: 201,
    unsafe: true,
    problems: [ORGANISATIONS.notFound, P.registerExists],
  })
  async openNumberRegister(
    @CurrentActor() actor: UserActor,
    @Body() body: NumberRegisterInput,
  ): Promise<NumberRegisterDto> {
    return this.registers.open(actor, body);
  }

  @Post('number-registers/:registerId/pattern')
  @Endpoint({
    summary: 'Change how the next numbers of a register are written',
    permission: 'registers.manage',
    reach: 'organisation',
    answer: NumberRegisterDto,
    unsafe: true,
    versioned: true,
    problems: [HTTP.notFound],
  })
  async changeNumberPattern(
    @CurrentActor() actor: UserActor,
    @Param('registerId') id: string,
    @SeenVersion() version: number,
    @Body() body: NumberPatternInput,
  ): Promise<NumberRegisterDto> {
    return this.registers.changePattern(actor, id, version, body);
  }

  @Get('number-registers/:registerId/numbers')
  @Endpoint({
    summary: 'Read the book of a register: each number, for which file, on which paper',
    permission: 'registers.read',
    reach: 'organisation',
    answer: GivenNumberPage,
    problems: [HTTP.notFound],
  })
  async listGivenNumbers(
    @CurrentActor() actor: UserActor,
    @Param('registerId') id: string,
    @Query() query: GivenNumberQuery,
  ): Promise<ChangePage<GivenNumberDto>> {
    return this.registers.book(actor, id, query);
  }

  @Post('cases/:caseId/numbers')
  @Endpoint({
    summary: 'Take the next number for a decision on a file that is about to be signed',
    description:
      'Enter it with the decision; the paper bears it. A number that was taken is not given again.',
    permission: 'papers.make',
    reach: 'file',
    answer: GivenNumberDto,
    status: 201,
    unsafe: true,
    problems: [CASES.notFound, CASES.readOnly, P.registerMissing, P.laterNumberGiven],
  })
  async takeNumber(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Body() body: TakeNumberInput,
  ): Promise<GivenNumberDto> {
    return this.registers.take(actor, id, body);
  }
}
