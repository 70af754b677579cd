import { Injectable } from '@nestjs/common';
import type { OrganisationRow } from '../identity/organisations.js';
import type { DateOnly } from '../law/date.js';
import { viDate } from '../law/date-text.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import { holdersOf, lastHead, type OfficeHolder } from './office-holder.queries.js';
import type { PaperKind, SignedBy } from './paper-kinds.js';
import {
  capacitiesFor,
  OFFICE_LABELS,
  OFFICE_OF,
  signatureLines,
  type Capacity,
  type Office,
} from './signature.rules.js';

export interface AskedSignature {
  readonly capacity: Capacity;
  readonly signerUserId?: string;
  readonly signerName?: string;
}

export interface SigningRequest {
  readonly paper: PaperKind;
  readonly signedBy: SignedBy;
  readonly body: OrganisationRow;
  readonly on: DateOnly;
  readonly signature: AskedSignature;
}

/** Who signs, and what stands above his name. */
export interface Signer {
  readonly capacity: Capacity;
  readonly lines: readonly string[];
  readonly name: string;
  readonly userId: string | null;
  /** Null for an officer who signs for himself. */
  readonly officeHolderId: string | null;
}

/** Checks the capacity in which a paper is to be signed against who held which office on its day. */
@Injectable()
export class Signers {
  /**
   * @throws Problem 409 for a capacity that the body's papers do not have, when nobody held the office that day, or
   *   when the signer did not; 422 when several did and none is named
   */
  async find(tx: Tx, actor: UserActor, asked: SigningRequest): Promise<Signer> {
    const { signedBy, body, signature } = asked;
    const allowed = capacitiesFor(signedBy, body.kind);
    if (!allowed.includes(signature.capacity)) {
      throw problem(P.capacityNotAllowed, { extensions: { capacity: signature.capacity, allowed } });
    }
    return signedBy === 'officer'
      ? officer(tx, actor, asked)
      : this.inOffice(tx, asked, OFFICE_OF[signature.capacity]);
  }

  private async inOffice(tx: Tx, asked: SigningRequest, office: Office): Promise<Signer> {
    const { body, on, signature, signedBy, paper } = asked;
    const held = (await holdersOf(tx, body.id, on)).filter((holder) => maySign(holder, office, paper));
    const holder = oneOf(held, signature, office, on);
    const head = await lastHead(tx, body.id, on);
    // KT. and TUQ. name the head's office, also while it is vacant.
    if (!head) throw vacant('head', on);
    const { capacity } = signature;
    const titles = { headTitle: head.title, signerTitle: holder.title };
    return {
      capacity,
      lines: signatureLines({ capacity, signedBy, body: body.kind, ...titles }),
      name: holder.fullName,
      userId: holder.userId,
      officeHolderId: holder.id,
    };
  }
}

/** An officer signs what he receives and checks, for himself. */
async function officer(tx: Tx, actor: UserActor, { body, signature }: SigningRequest): Promise<Signer> {
  const self = { capacity: signature.capacity, lines: [], officeHolderId: null } as const;
  const { signerUserId, signerName } = signature;
  if (signerUserId === undefined && signerName !== undefined) {
    return { ...self, name: signerName, userId: null };
  }
  const account = await tx.one<{ id: string; name: string }>(
    'select id, full_name as name from user_account where id = $1 and organisation_id = $2',
    [signerUserId ?? actor.userId, body.id],
  );
  if (!account) throw unknownSigner();
  return { ...self, name: signerName ?? account.name, userId: account.id };
}

function maySign(holder: OfficeHolder, office: Office, paper: PaperKind): boolean {
  return holder.office === office && (holder.paperKinds === null || holder.paperKinds.includes(paper));
}

function oneOf(
  held: readonly OfficeHolder[],
  { signerUserId, signerName }: AskedSignature,
  office: Office,
  on: DateOnly,
): OfficeHolder {
  if (held.length === 0) throw vacant(office, on);
  const named = held.filter(
    (holder) =>
      (signerUserId === undefined || holder.userId === signerUserId) &&
      (signerName === undefined || sameName(holder.fullName, signerName)),
  );
  const [holder] = named;
  if (!holder) throw problem(P.notInOffice, { extensions: { office, on } });
  if (named.length > 1) throw severalSigners();
  return holder;
}

function sameName(a: string, b: string): boolean {
  return a.toLocaleLowerCase('vi') === b.toLocaleLowerCase('vi');
}

function vacant(office: Office, on: DateOnly): Error {
  const label = OFFICE_LABELS[office];
  return problem(P.officeVacant, {
    detail: {
      vi: `${label.vi}: chưa ghi nhận ai vào ngày ${viDate(on)}. Người đứng đầu cơ quan hoặc quản trị hệ thống ghi tại mục chức vụ.`,
      en: `${label.en}: nobody on ${on}. The head of the body or an administrator enters office holders.`,
    },
    extensions: { office, on },
  });
}

function severalSigners(): Error {
  return fieldProblem('/signature', 'documents.severalSigners', {
    vi: 'Nhiều người giữ chức vụ này: ghi rõ người ký',
    en: 'Several hold this office: say who signs',
  });
}

function unknownSigner(): Error {
  return fieldProblem('/signature/signerUserId', 'documents.signerUnknown', {
    vi: 'Người ký không có tài khoản tại cơ quan này',
    en: 'The signer has no account in this organisation',
  });
}
