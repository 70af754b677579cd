import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { DeliveryDto, DeliveryQuery, OverseenDeliveryDto } from './delivery.dto.js';
import { DeliveryService } from './delivery.service.js';
import { NoticeAddressService } from './notice-address.service.js';
import {
  AddressCodeInput,
  MailWishesDto,
  NoticeAddressInput,
  NotificationPreferencesDto,
} from './notification-preference.dto.js';
import { NotificationPreferenceService } from './notification-preference.service.js';
import { P } from './reminders.problems.js';

@ApiTags('notifications')
@Controller('v1/me')
export class NotificationSettingsController {
  constructor(
    private readonly preferences: NotificationPreferenceService,
    private readonly addresses: NoticeAddressService,
    private readonly deliveries: DeliveryService,
  ) {}

  @Get('notification-preferences')
  @Endpoint({
    summary: 'Read what the caller gets by mail, when, and where to',
    permission: 'notifications.read',
    reach: 'self',
    answer: NotificationPreferencesDto,
  })
  async getNotificationPreferences(@CurrentActor() actor: UserActor): Promise<NotificationPreferencesDto> {
    return this.preferences.read(actor);
  }

  @Put('notification-preferences')
  @Endpoint({
    summary: 'Choose what the caller gets by mail, and when',
    description:
      'A warning never waits until its limit has ended, whatever the digest and the quiet hours say.',
    permission: 'notifications.read',
    reach: 'self',
    answer: NotificationPreferencesDto,
    unsafe: true,
    versioned: true,
  })
  async putNotificationPreferences(
    @CurrentActor() actor: UserActor,
    @SeenVersion() version: number,
    @Body() body: MailWishesDto,
  ): Promise<NotificationPreferencesDto> {
    return this.preferences.change(actor, version, body);
  }

  @Post('notice-address')
  @HttpCode(200)
  @Endpoint({
    summary: 'Enter an address for notices; a code is sent there',
    description: 'Nothing else goes to it until the code comes back.',
    permission: 'notifications.read',
    reach: 'self',
    answer: NotificationPreferencesDto,
    unsafe: true,
    problems: [P.mailOff, P.tooManyCodes],
  })
  async enterNoticeAddress(
    @CurrentActor() actor: UserActor,
    @Body() body: NoticeAddressInput,
  ): Promise<NotificationPreferencesDto> {
    return this.addresses.enter(actor, body.address);
  }

  @Post('notice-address/confirmation')
  @HttpCode(200)
  @Endpoint({
    summary: 'Confirm the address with the code that was sent to it',
    permission: 'notifications.read',
    reach: 'self',
    answer: NotificationPreferencesDto,
    unsafe: true,
    problems: [P.nothingToConfirm],
  })
  async confirmNoticeAddress(
    @CurrentActor() actor: UserActor,
    @Body() body: AddressCodeInput,
  ): Promise<NotificationPreferencesDto> {
    return this.addresses.confirm(actor, body.code);
  }

  @Post('notice-address/withdrawal')
  @HttpCode(200)
  @Endpoint({
    summary: 'Have the own address forgotten; no more mails',
    permission: 'notifications.read',
    reach: 'self',
    answer: NotificationPreferencesDto,
    unsafe: true,
    problems: [P.noAddress],
  })
  async withdrawNoticeAddress(@CurrentActor() actor: UserActor): Promise<NotificationPreferencesDto> {
    return this.addresses.withdraw(actor);
  }

  @Get('deliveries')
  @Endpoint({
    summary: 'List the mails to the caller, newest first, and what became of them',
    permission: 'notifications.read',
    reach: 'self',
    answer: ChangePageOf(DeliveryDto),
  })
  async listOwnDeliveries(
    @CurrentActor() actor: UserActor,
    @Query() query: DeliveryQuery,
  ): Promise<ChangePage<DeliveryDto>> {
    return this.deliveries.ofUser(actor, query);
  }
}

@ApiTags('notifications')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveryService) {}

  @Get()
  @Endpoint({
    summary: 'List the mails of everybody without their contents, to see what did not arrive',
    permission: 'deliveries.oversee',
    reach: 'common',
    answer: ChangePageOf(OverseenDeliveryDto),
  })
  async listDeliveries(
    @CurrentActor() actor: UserActor,
    @Query() query: DeliveryQuery,
  ): Promise<ChangePage<OverseenDeliveryDto>> {
    return this.deliveries.all(actor, query);
  }
}
