import type request from 'supertest';
import type { AttachmentDto } from '../../src/attachments/attachment.dto.js';
import { anApplication, aResident, apply } from './rehabilitation-factory.js';
import { aPdf } from './sample-files.js';
import type { TestApp } from './test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from './vinh-thuan.js';

/** A commune whose police keep one open file; it is 02/07/2026. */
export interface CaseWithPapers {
  readonly scene: VinhThuan;
  readonly officer: string;
  readonly head: string;
  readonly personId: string;
  readonly caseId: string;
}

export async function arrangeCaseWithPapers(test: TestApp): Promise<CaseWithPapers> {
  const scene = await arrangeVinhThuan(test);
  await onDay(test, scene, '2026-07-02T10:00:00+07:00');
  const { policeOfficer: officer, headOfPolice: head } = scene.tokens;
  const personId = await aResident(test, officer, scene.unitId);
  const { id: caseId } = await apply(test, officer, anApplication({ personId }));
  return { scene, officer, head, personId, caseId };
}

/** What a client sends with a file. */
export interface SentFile {
  readonly kind?: string;
  readonly title?: string;
  readonly content?: Buffer;
  readonly name?: string;
  readonly type?: string;
}

/** Sends a file to a case; a small PDF unless told. */
export function sendFileTo(test: TestApp, token: string, caseId: string, sent: SentFile = {}): request.Test {
  const { kind = 'identity-copy', title, content = aPdf() } = sent;
  const { name = 'giay.pdf', type = 'application/pdf' } = sent;
  const asked = test
    .http()
    .post(`/v1/cases/${caseId}/attachments`)
    .auth(token, { type: 'bearer' })
    .field('kind', kind);
  if (title !== undefined) void asked.field('title', title);
  return asked.attach('file', content, { filename: name, contentType: type });
}

/** The same for one that must be taken. */
export async function attachTo(
  test: TestApp,
  token: string,
  caseId: string,
  sent: SentFile = {},
): Promise<AttachmentDto> {
  const answer = await sendFileTo(test, token, caseId, sent);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as AttachmentDto;
}

/** Asks for a content. The answer's body is a Buffer. */
export function contentOf(test: TestApp, token: string, id: string): request.Test {
  return test
    .http()
    .get(`/v1/attachments/${id}/content`)
    .auth(token, { type: 'bearer' })
    .buffer(true)
    .parse((answer, done) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', (error) => done(error, null));
      answer.on('end', () => done(null, Buffer.concat(pieces)));
    });
}
